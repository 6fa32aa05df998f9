/**
 * The composition root: reads the configuration, makes the parts of the hub once and in order,
 * gives them to the classes that a container makes, and ends them in reverse.
 *
 * <p>May use everything; nothing knows it.
 */
@NullMarked
package dev.parley.assembly;

import org.jspecify.annotations.NullMarked;
