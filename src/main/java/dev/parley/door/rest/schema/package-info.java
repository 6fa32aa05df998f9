/**
 * The JSON of the REST door as types: what a member is called, what it may be, and an example. For
 * the OpenAPI document alone, which the build makes of them; nothing makes an instance. Resources
 * name them in their annotations.
 *
 * <p>A component that is {@code @Nullable} may be null, and in a request also missing; one that is
 * {@code Optional} may be missing; every other one is required. An enumeration of the vocabulary
 * stands for its names on the wire. That the document says what the hub does is shown by the tests
 * that send its examples and what they generate from it.
 *
 * <p>May use {@code vocabulary} and the constants of {@code door}.
 */
@NullMarked
package dev.parley.door.rest.schema;

import org.jspecify.annotations.NullMarked;
