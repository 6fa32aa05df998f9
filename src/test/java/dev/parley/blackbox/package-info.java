/**
 * The black-box suite: what a hub shows over HTTP, WebSocket and server-sent events, whatever
 * serves it. Every test here also runs against a server that somebody else has started; {@link
 * dev.parley.blackbox.TargetExtension} says how that one is named and configured. What needs a
 * process of its own is in {@code dev.parley.blackbox.owned}.
 */
package dev.parley.blackbox;
