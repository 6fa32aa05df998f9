/**
 * The hub as foreign clients meet it: the examples of the seeds in Python, Node and React, and the
 * page in a real browser.
 */
package dev.parley.page;
