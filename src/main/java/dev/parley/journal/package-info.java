/**
 * Makes durable commands lasting, in order: one writer per node, group commit, the log with its
 * epoch and offsets, idempotency keys, reading back.
 *
 * <p>May use {@code vocabulary}, {@code store}, Jakarta Persistence, JDBC and JSON Binding. Knows
 * no feature: features give it {@link dev.parley.journal.CommandHandler}s and {@link
 * dev.parley.journal.Model}s.
 */
@NullMarked
package dev.parley.journal;

import org.jspecify.annotations.NullMarked;
