/**
 * Agents that do things, so that who sees the hub for the first time sees it alive. Only where that
 * is asked for ({@code serve --demo}).
 *
 * <p>They are clients like any other, but inside: they ask the switchboard, with the rights of an
 * agent, are refused like others, and know nothing that is not in its replies. May use {@code
 * vocabulary} alone.
 */
@NullMarked
package dev.parley.demo;

import org.jspecify.annotations.NullMarked;
