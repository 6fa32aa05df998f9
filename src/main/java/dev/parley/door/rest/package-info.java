/**
 * The REST door below {@code /api/v1}: Jakarta REST resources that parse, hand a command to the
 * switchboard and answer with JSON, and problem details (RFC 9457) for whatever goes wrong, the
 * runtime's own refusals included. No container thread waits for an answer.
 *
 * <p>Resources are injected by field: RESTEasy looks for a constructor that it could call itself,
 * even where CDI makes them.
 *
 * <p>May use {@code door} and what that may use.
 */
@NullMarked
package dev.parley.door.rest;

import org.jspecify.annotations.NullMarked;
