/**
 * Live content status: how it stands with what is being made, who makes it, and how it has come to
 * be so.
 *
 * <p>A change of state is kept: in the feed of the content, and in its history. What changes
 * otherwise, its progress above all, changes the row alone, and is told to those who listen.
 *
 * <p>May use {@code vocabulary}, the seams of {@code journal} and {@code delivery}, and Jakarta
 * Persistence; knows no door, no JSON library and no other feature. Who may read and tell what is
 * the switchboard's matter.
 */
@NullMarked
package dev.parley.content;

import org.jspecify.annotations.NullMarked;
