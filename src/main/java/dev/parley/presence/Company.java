package dev.parley.presence;

import java.util.Collection;
import java.util.Set;

/**
 * Who has to do with whom. Answers at once, from memory, on any thread; the sets may change while
 * they are looked at.
 */
public interface Company {
  /** The ids of those who belong to each room that somebody belongs to. */
  Collection<Set<String>> circles(String userId);

  /** The ids of those who belong to a room. */
  Set<String> circle(String roomId);
}
