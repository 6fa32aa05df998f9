/**
 * The one way from the doors to the features: permission, limits, metrics and routing, exhaustive
 * over {@link dev.parley.vocabulary.Command}. No door has a check of its own.
 *
 * <p>May use {@code vocabulary}, {@code journal}, Bucket4j and Caffeine for limits, and Micrometer.
 */
@NullMarked
package dev.parley.switchboard;

import org.jspecify.annotations.NullMarked;
