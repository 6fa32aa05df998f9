/**
 * The Rooms contract over WebSocket, at the paths of {@code parley.rooms.paths}: what clients ask
 * for, and the dialect.
 *
 * <p>May use {@code door} and what that may use.
 */
@NullMarked
package dev.parley.door.rooms;

import org.jspecify.annotations.NullMarked;
