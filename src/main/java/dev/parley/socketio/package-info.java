/**
 * Socket.IO, revision 5 of the protocol, over Engine.IO: clients on several namespaces, events and
 * acknowledgements in both directions, bytes among their arguments, and the words by which a client
 * that comes again asks for what it has missed.
 *
 * <p>A {@link dev.parley.socketio.SocketServer} is the application of an engine and has one {@link
 * dev.parley.socketio.SocketApplication} itself. Each {@code Client} is decided upon in the order
 * of its engine session, one thing after another; a {@link dev.parley.socketio.Socket} may be
 * written to by any thread.
 *
 * <p>JSON is checked while it streams by, and handed on as text; nobody builds a tree who does not
 * ask for it.
 *
 * <p>Knows nothing of the hub. May use {@code engineio} and {@code java.*}, JSON Processing and
 * SLF4J.
 */
@NullMarked
package dev.parley.socketio;

import org.jspecify.annotations.NullMarked;
