package dev.parley.vocabulary;

import java.util.Optional;
import java.util.function.Function;

/** Looks a constant up by its name on the wire. */
final class WireNames {
  private WireNames() {}

  static <E extends Enum<E>> Optional<E> find(
      E[] constants, Function<E, String> wireName, String name) {
    for (E constant : constants) {
      if (wireName.apply(constant).equals(name)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }
}
