/**
 * Brings publications to connections: topics with listeners and their rings, cursors, outboxes and
 * the loops that drain them; and the seams to what differs: {@link dev.parley.delivery.Dialect},
 * {@link dev.parley.delivery.Transport}, {@link dev.parley.delivery.Broker}.
 *
 * <p>Durable events are never queued for a connection: a subscription is a cursor over a ring that
 * all connections share, and over the journal where the ring no longer reaches. Live, resuming and
 * slow connections are the same code. Nothing here ever waits for a client, a database or a lock
 * that somebody holds while waiting.
 *
 * <p>May use {@code vocabulary}, and beside {@code java.*} only Micrometer and slf4j.
 */
@NullMarked
package dev.parley.delivery;

import org.jspecify.annotations.NullMarked;
