/**
 * Application servers of others, each as an operator runs it: from its distribution, with the files
 * of {@code server-config}, as processes of their own on free ports. The black-box suite runs
 * against them, and what must not stay behind when the hub is undeployed is looked for.
 */
package dev.parley.servers;
