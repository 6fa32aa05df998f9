/**
 * Server-sent events at {@code /api/v1/events}: the topics that a client names, resumed by an
 * opaque cursor. An asynchronous servlet with a write listener, because what Jakarta REST offers
 * for this cannot be bounded.
 *
 * <p>May use {@code door} and what that may use. The frames are those of the dialects that it is
 * given.
 */
@NullMarked
package dev.parley.door.sse;

import org.jspecify.annotations.NullMarked;
