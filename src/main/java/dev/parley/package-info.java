/**
 * Parley, a real-time collaboration hub: everything that can be seen is an event on a topic, and
 * every client hears the same events in the words of its own protocol. This package holds nothing
 * itself; each package below it says in its own charter why it exists and what it may use.
 */
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
