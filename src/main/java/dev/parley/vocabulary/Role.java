package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role includes those declared before it. */
public enum Role {
  /** Reads. */
  OBSERVER,
  /** Also chats, has presence and notifications of its own, and answers decision requests. */
  MEMBER,
  /** Also records activities, memory updates and statuses, streams replies and notifies users. */
  AGENT,
  /** Everything. */
  ADMIN;

  /** Tells whether a holder of this role may do what {@code other} may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The name on the wire, for example {@code agent}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that wire name; empty when there is none. */
  public static Optional<Role> ofWireName(String name) {
    return WireNames.find(values(), Role::wireName, name);
  }
}
