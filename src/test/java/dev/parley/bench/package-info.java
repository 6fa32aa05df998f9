/**
 * Measurements, run by the scripts in {@code bench/} and never by the build. Each prints the
 * machine that it ran on; compare figures of one run, as ratios.
 */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
