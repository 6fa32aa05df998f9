package dev.parley.vocabulary;

import java.util.Arrays;
import java.util.stream.Stream;

/** The records behind a sealed interface, through every sealed interface between. */
public final class Kinds {
  private Kinds() {}

  /** All of them. */
  public static Stream<Class<?>> of(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Kinds::of)
        : Stream.of(type);
  }
}
