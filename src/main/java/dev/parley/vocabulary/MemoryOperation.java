package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/** What an agent did to an item of its memory. */
public enum MemoryOperation {
  WRITE,
  READ,
  DELETE;

  /** The name on the wire, for example {@code write}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operation of that wire name; empty when there is none. */
  public static Optional<MemoryOperation> ofWireName(String name) {
    return WireNames.find(values(), MemoryOperation::wireName, name);
  }
}
