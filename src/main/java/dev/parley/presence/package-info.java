/**
 * Who is there: connections to people, in four words that others see; and who is writing.
 *
 * <p>A user has devices, one for each connection, through whatever door; the hub tells of them
 * ({@link dev.parley.delivery.Attendance}). A device is a lease that signs of life renew: it ends
 * when its connection does, or when nothing is heard of it for too long. It is kept for a few
 * seconds more, so that a page that is loaded again changes nothing. {@code busy} and {@code
 * offline} hold whatever the devices do; they are rows, and a model follows them.
 *
 * <p>What others see is said when it changes, once, on the topic of the presence, with the set of
 * those who are meant; a listener who is not meant costs a look into that set and no message. Where
 * many are connected only those are meant who share a room, and a room in which many are connected
 * makes nobody meant: so a coming or going never costs a message for everybody.
 *
 * <p>May use {@code vocabulary}, the seams of {@code journal} and {@code delivery}, and Jakarta
 * Persistence; knows no door, no JSON library and no other feature.
 */
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
