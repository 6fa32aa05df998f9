/**
 * Where people and agents talk: rooms with their members, messages with their reactions, how far
 * everybody has read, and what can be found again.
 *
 * <p>The rows are the truth; they change in batches of the journal, by {@link
 * dev.parley.rooms.RoomHandler} and {@link dev.parley.rooms.MessageHandler} alone. {@link
 * dev.parley.rooms.RosterModel} is what a node keeps of them in memory: every room and who belongs
 * to it, so that who may do and hear what is known without asking anybody. {@link
 * dev.parley.rooms.RoomRules} is the one place that decides it, over rows and over the model.
 *
 * <p>May use {@code vocabulary}, the seams of {@code journal}, {@code delivery} and Jakarta
 * Persistence; knows no door, no JSON library and no other feature.
 */
@NullMarked
package dev.parley.rooms;

import org.jspecify.annotations.NullMarked;
