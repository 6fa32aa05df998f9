/**
 * The Agents contract over WebSocket: the endpoint at {@code /ws} and its dialect. What services do
 * in it is done over REST.
 *
 * <p>May use {@code door} and what that may use.
 */
@NullMarked
package dev.parley.door.agents;

import org.jspecify.annotations.NullMarked;
