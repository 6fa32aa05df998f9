/** The OpenAPI document as tests need it: its operations, its examples, and what conforms to it. */
@NullMarked
package dev.parley.openapi;

import org.jspecify.annotations.NullMarked;
