/**
 * What the doors share: reading JSON and parameters with limits and collecting what is wrong with
 * them, problem details, the JSON shapes of the vocabulary, handshakes, and the WebSocket
 * transport.
 *
 * <p>A door translates: it parses, names the caller, hands a command to the switchboard and answers
 * in its own form. No door decides who may do what, and no door knows another one.
 *
 * <p>May use {@code switchboard}, {@code identity}, {@code delivery}, {@code journal} (idempotency
 * keys alone) and {@code vocabulary}; Jakarta Servlet, WebSocket and JSON Processing.
 */
@NullMarked
package dev.parley.door;

import org.jspecify.annotations.NullMarked;
