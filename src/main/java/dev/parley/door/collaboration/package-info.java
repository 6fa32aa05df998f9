/**
 * The Collaboration contract over WebSocket: the endpoint at {@code /api/v1/collaboration/ws} and
 * the dialect, which the server-sent events of the topic {@code collaboration} speak too.
 *
 * <p>May use {@code door} and what that may use.
 */
@NullMarked
package dev.parley.door.collaboration;

import org.jspecify.annotations.NullMarked;
