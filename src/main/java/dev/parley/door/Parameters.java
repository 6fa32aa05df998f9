package dev.parley.door;

import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Fault;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, taken one by one like the {@link Members} of a body; a fault's
 * pointer is the parameter's name. For one thread.
 */
public final class Parameters {
  /** Up to the year 5138, with whatever fraction. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}(\\.[0-9]{1,9})?");

  private final Function<String, List<String>> values;
  private final List<Fault> faults = new ArrayList<>();

  /**
   * @param values gives all values of a parameter, decoded; an empty list where it is not there
   */
  public Parameters(Function<String, List<String>> values) {
    this.values = values;
  }

  /** The query parameters of a request without a body. */
  public static Parameters of(HttpServletRequest request) {
    return new Parameters(
        name -> {
          String[] given = request.getParameterValues(name);
          return given == null ? List.of() : List.of(given);
        });
  }

  /**
   * Refuses if anything was wrong with what was taken.
   *
   * @throws RefusedException {@code invalid} with all faults
   */
  public void check() {
    if (!faults.isEmpty()) {
      throw new RefusedException(Refusal.invalid(faults));
    }
  }

  /** Whether anything was wrong so far. */
  public boolean isFaulty() {
    return !faults.isEmpty();
  }

  /** Notes a fault that the caller found. */
  public void fault(String name, String detail) {
    faults.add(new Fault(name, detail));
  }

  /** The value as it stands; null where it is missing or, which is a fault, given twice. */
  public @Nullable String optional(String name) {
    List<String> given = values.apply(name);
    if (given.size() > 1) {
      fault(name, "is there more than once");
      return null;
    }
    return given.isEmpty() ? null : given.get(0);
  }

  /** An id of 1 to 128 printable characters, or null where it is missing. */
  public @Nullable String optionalId(String name) {
    String id = optional(name);
    if (id == null) {
      return null;
    }
    String fault = Text.fault(id, Id.MAX_LENGTH);
    if (fault != null) {
      fault(name, fault);
    }
    return id;
  }

  /** A required value as it stands; empty only after a fault. */
  public String required(String name) {
    String value = optional(name);
    if (value == null) {
      missing(name);
    }
    return value == null ? "" : value;
  }

  /** One that was given twice is not missing. */
  private void missing(String name) {
    if (faults.stream().noneMatch(fault -> fault.pointer().equals(name))) {
      fault(name, "is missing");
    }
  }

  /** A required id. */
  public String id(String name) {
    String id = optionalId(name);
    if (id == null) {
      missing(name);
    }
    return id == null ? "" : id;
  }

  /** A required text of 1 to so many characters, not only white space. */
  public String prose(String name, int max) {
    String text = required(name);
    String fault = isFaulty() ? null : Text.faultOfProse(text, max);
    if (fault == null && !Text.isStorable(text)) {
      fault = "holds U+0000 or half of a surrogate pair";
    }
    if (fault != null) {
      fault(name, fault);
    }
    return text;
  }

  /** A whole number in a range; where it is missing, {@code otherwise}. */
  public long number(String name, long min, long max, long otherwise) {
    String digits = optional(name);
    if (digits == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(digits);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Not a whole number: told like one out of range.
    }
    fault(
        name,
        max == Long.MAX_VALUE
            ? "has to be a whole number, " + min + " or more"
            : "has to be a whole number from " + min + " to " + max);
    return otherwise;
  }

  /** A word out of those, or null where it is missing. */
  public <E> @Nullable E optionalWord(String name, List<E> words, Function<E, String> wireName) {
    String given = optional(name);
    if (given == null) {
      return null;
    }
    for (E word : words) {
      if (wireName.apply(word).equals(given)) {
        return word;
      }
    }
    fault(
        name, "has to be one of " + words.stream().map(wireName).collect(Collectors.joining(", ")));
    return null;
  }

  /** A time, ISO 8601 with its offset or seconds since 1970; null where it is missing. */
  public @Nullable Instant optionalTime(String name) {
    String given = optional(name);
    if (given == null) {
      return null;
    }
    try {
      return SECONDS.matcher(given).matches()
          ? Instant.ofEpochMilli(
              new BigDecimal(given).movePointRight(3).setScale(0, RoundingMode.DOWN).longValue())
          // A plus sign of an offset stands for a space in a query.
          : OffsetDateTime.parse(given.replace(' ', '+'))
              .toInstant()
              .truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      fault(name, "has to be an ISO 8601 time with its offset, or seconds since 1970");
      return null;
    }
  }

  /** {@code true} or {@code false}; where it is missing, false. */
  public boolean flag(String name) {
    String value = optional(name);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      fault(name, "has to be true or false");
    }
    return "true".equals(value);
  }
}
