/**
 * The audit trail: who did what to what is not only theirs, and when.
 *
 * <p>Entries are kept by the feature that carries an act out, in the same transaction ({@link
 * dev.parley.journal.Batch#record}); here they are shown, and removed when they are old. Nobody
 * changes one.
 *
 * <p>May use {@code vocabulary}, the seams of {@code journal} and Jakarta Persistence.
 */
@NullMarked
package dev.parley.audit;

import org.jspecify.annotations.NullMarked;
