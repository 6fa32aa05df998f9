/**
 * What agents do and remember and do together: activities, the status board, sessions and memory
 * updates. One feature, because they count each other.
 *
 * <p>The rows are the truth; they change in batches of the journal, by {@link
 * dev.parley.collaboration.CollaborationHandler} alone. {@link
 * dev.parley.collaboration.StatusModel} is what a node keeps of them in memory: it is read from the
 * rows at start and follows the events from then on, and both ways lead to the same state.
 *
 * <p>An agent is known, and on the board, from its first activity, or since it has told its status
 * or was put into the directory. It works while it tells so or has an active activity: see {@link
 * dev.parley.collaboration.AgentEntry}. A session may name participants that are not known yet:
 * their activities count for it from the first one, and they appear on the board, with their
 * sessions, when they become known. Memory updates make nobody known.
 *
 * <p>May use {@code vocabulary}, the seams of {@code journal} and {@code delivery}, and Jakarta
 * Persistence; knows no door, no JSON library and no other feature.
 */
@NullMarked
package dev.parley.collaboration;

import org.jspecify.annotations.NullMarked;
