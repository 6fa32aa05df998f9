/**
 * Talks to a hub as its clients do, over HTTP, WebSocket and server-sent events, and keeps account
 * of what it was told. Knows nothing of the hub's classes, nor of what serves it: {@link
 * dev.parley.blackbox.client.Target} is an address and credentials. The benchmarks use it too.
 */
package dev.parley.blackbox.client;
