/** Configuration, health, metrics: what those need who run the hub. */
@NullMarked
package dev.parley.operations;

import org.jspecify.annotations.NullMarked;
