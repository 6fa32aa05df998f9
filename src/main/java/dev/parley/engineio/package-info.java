/**
 * Engine.IO, revision 4 of the protocol: sessions over HTTP long-polling and WebSocket with an
 * upgrade from one to the other, heartbeats and payload limits, on the standard servlet and
 * WebSocket APIs of any Jakarta EE container.
 *
 * <p>An {@link dev.parley.engineio.Engine} holds the {@link dev.parley.engineio.Session sessions}
 * of one {@link dev.parley.engineio.Application}. A session sends through one {@code Transport} at
 * a time; what happens to it is decided under its lock, and what is told of it goes through its
 * {@code Mailbox}, one thing after another. No thread of a container ever waits here.
 *
 * <p>Knows nothing of the hub, nor of Socket.IO. May use {@code java.*}, Jakarta Servlet and
 * WebSocket, and SLF4J.
 */
@NullMarked
package dev.parley.engineio;

import org.jspecify.annotations.NullMarked;
