package dev.parley.operations;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, read key by key. What is not acceptable is refused with a message that names
 * the key and what it may be; secrets are never repeated. Read at the start, by one thread.
 */
public final class Settings {
  private final Config config;

  /** Reads that configuration. */
  public Settings(Config config) {
    this.config = config;
  }

  /** A text, if it is configured. */
  public Optional<String> text(ConfigurationKey key) {
    return config.getOptionalValue(key.key(), String.class).map(String::strip);
  }

  /** A text, or null where it is not configured. */
  public @Nullable String optionalText(ConfigurationKey key) {
    return text(key).orElse(null);
  }

  /** The values of a list; empty where it is not configured. */
  public Set<String> list(ConfigurationKey key) {
    Set<String> values = new LinkedHashSet<>();
    text(key)
        .ifPresent(
            text ->
                Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .forEach(values::add));
    return values;
  }

  /** One of the words of the key's form, if it is configured. */
  public Optional<String> word(ConfigurationKey key) {
    Optional<String> word = text(key).map(text -> text.toLowerCase(Locale.ROOT));
    return word.map(
        given ->
            key.form().words().stream()
                .filter(known -> known.toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(() -> refused(key, given)));
  }

  /** Whether it is configured as {@code true}. */
  public boolean flag(ConfigurationKey key) {
    return word(key).filter("true"::equals).isPresent();
  }

  /** A whole number, if it is configured. */
  public Optional<Long> number(ConfigurationKey key) {
    return text(key).map(text -> bounded(key, text, Long::parseLong));
  }

  /** A whole number. */
  public int number(ConfigurationKey key, int otherwise) {
    return Math.toIntExact(number(key).orElse((long) otherwise));
  }

  /**
   * The factors of a key that has a name in it ({@code <name>}), by the names that are configured.
   */
  public Map<String, Double> factors(ConfigurationKey key) {
    Map<String, Double> factors = new HashMap<>();
    // What is written in full counts before what the environment can only say in capitals.
    collect(
        key,
        key.environmentName().split("_NAME_", 2),
        name -> name.toLowerCase(Locale.ROOT),
        factors);
    collect(key, key.key().split("<name>", 2), name -> name, factors);
    return factors;
  }

  private void collect(
      ConfigurationKey key, String[] around, UnaryOperator<String> naming, Map<String, Double> to) {
    int length = around[0].length() + around[1].length();
    for (String property : config.getPropertyNames()) {
      if (property.length() > length
          && property.startsWith(around[0])
          && property.endsWith(around[1])) {
        String name =
            property.substring(around[0].length(), property.length() - around[1].length());
        config
            .getOptionalValue(property, String.class)
            .ifPresent(text -> to.put(naming.apply(name), factor(key, property, text.strip())));
      }
    }
  }

  private double factor(ConfigurationKey key, String property, String text) {
    try {
      double value = new BigDecimal(text).doubleValue();
      if (value > key.form().min() && value <= key.form().max()) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told like one out of range.
    }
    throw refused(property, key, text);
  }

  /** Bytes. */
  public long size(ConfigurationKey key, long otherwise) {
    return text(key).map(text -> bounded(key, text, Units::bytes)).orElse(otherwise);
  }

  /** A time. */
  public Duration duration(ConfigurationKey key, Duration otherwise) {
    return text(key)
        .map(text -> Duration.ofMillis(bounded(key, text, Units::millis)))
        .orElse(otherwise);
  }

  /**
   * Checks every key, so that also those are refused at the start that are not used in this setup.
   *
   * @throws IllegalArgumentException for the first that is not acceptable
   */
  public void check() {
    for (ConfigurationKey key : ConfigurationKey.values()) {
      switch (key.form().kind()) {
        case NUMBER -> number(key);
        case FACTOR -> factors(key);
        case SIZE -> size(key, 0);
        case DURATION -> duration(key, Duration.ZERO);
        case WORD -> word(key);
        case TEXT, SECRET, LIST -> {}
      }
    }
  }

  private static Long bounded(ConfigurationKey key, String text, Reading reading) {
    try {
      long value = reading.read(text);
      if (value >= key.form().min() && value <= key.form().max()) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told like one out of range.
    }
    throw refused(key, text);
  }

  private static IllegalArgumentException refused(ConfigurationKey key, String given) {
    return refused(key.key(), key, given);
  }

  private static IllegalArgumentException refused(
      String property, ConfigurationKey key, String given) {
    return new IllegalArgumentException(
        property + " is '" + given + "'; it has to be " + key.form().description() + ".");
  }

  /** Reads a number; fails with {@link NumberFormatException}. */
  @FunctionalInterface
  private interface Reading {
    long read(String text);
  }
}
