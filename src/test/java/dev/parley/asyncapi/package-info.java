/** The AsyncAPI document as tests need it: its messages, and what conforms to them. */
@NullMarked
package dev.parley.asyncapi;

import org.jspecify.annotations.NullMarked;
