package dev.parley.delivery;

/** Who is told an event of which only the newest counts. */
public enum Audience {
  /** Every connection of the topic: something has changed. */
  EVERYBODY,
  /**
   * The connections that have not been told that subject since they were opened, changed their
   * filter or had to be resynchronised.
   */
  NEWCOMERS
}
