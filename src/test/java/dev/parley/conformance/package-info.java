/**
 * The applications of the public conformance suites of Engine.IO and Socket.IO, and what runs the
 * suites against them. They can be mounted in any servlet container.
 */
@NullMarked
package dev.parley.conformance;

import org.jspecify.annotations.NullMarked;
