/**
 * Tests that must own the hub's process: they kill it, measure its heap, take away its disk, or
 * configure it otherwise than the suite's standard configuration. They always run against the
 * packaged WAR in processes of their own, never against a server that runs elsewhere.
 */
package dev.parley.blackbox.owned;
