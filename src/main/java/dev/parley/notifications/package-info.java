/**
 * What one user, or everybody, is told: kept until it is read, listed, marked as read, and said on
 * the topic {@code user:<id>}, or {@code global} where it is for everybody.
 *
 * <p>The rows are the truth. What is for one user has its mark in its own row; what is for
 * everybody has one small row for every caller who has read it. That somebody has read something is
 * said on that caller's topic, for the other devices. Notifications for one are for people: an
 * agent or a service sees only those for everybody, whatever its id.
 *
 * <p>May use {@code vocabulary}, the seams of {@code journal}, and Jakarta Persistence; knows no
 * door, no JSON library and no other feature.
 */
@NullMarked
package dev.parley.notifications;

import org.jspecify.annotations.NullMarked;
