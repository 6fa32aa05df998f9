package dev.parley.administration;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Role;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The values of the command line, read one by one. What cannot be meant is refused with a message
 * that names the option.
 *
 * @param values by the names of the options, without their dashes
 * @param millis reads a time like {@code 30m}; fails with {@link NumberFormatException}
 */
public record Parameters(Map<String, String> values, ToLongFunction<String> millis) {
  private static final List<Caller.Kind> OWNERS =
      List.of(Caller.Kind.USER, Caller.Kind.AGENT, Caller.Kind.SERVICE);
  private static final Duration LONGEST = Duration.ofDays(36_500);

  public Parameters {
    values = Map.copyOf(values);
  }

  /** Whose key it shall be. */
  record Owner(Caller.Kind kind, String id) {}

  /** A value that the command line cannot do without. */
  String text(String name) throws AdministrationException {
    String value = values.get(name);
    if (value == null) {
      throw AdministrationException.wrong("--" + name + " is needed");
    }
    return value;
  }

  /** An id. */
  String id(String name) throws AdministrationException {
    return id(name, text(name));
  }

  /** An id, or null where there is none. */
  @Nullable String optionalId(String name) throws AdministrationException {
    return values.containsKey(name) ? id(name) : null;
  }

  private static String id(String name, String value) throws AdministrationException {
    if (!Id.isValid(value)) {
      throw AdministrationException.wrong(
          "--" + name + " needs 1 to " + Id.MAX_LENGTH + " printable characters");
    }
    return value;
  }

  /** Roles, separated by commas; empty where none are given. */
  Set<Role> roles(String name) throws AdministrationException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    String value = values.get(name);
    if (value != null) {
      for (String word : value.split(",", -1)) {
        roles.add(
            Role.ofWireName(word.strip())
                .orElseThrow(
                    () ->
                        AdministrationException.wrong(
                            "--"
                                + name
                                + " takes observer, member, agent and admin, separated by commas,"
                                + " not \""
                                + word
                                + "\"")));
      }
    }
    return roles;
  }

  /** An owner. */
  Owner owner(String name) throws AdministrationException {
    String value = text(name);
    int colon = value.indexOf(':');
    for (Caller.Kind kind : OWNERS) {
      if (colon > 0 && kind.wireName().equals(value.substring(0, colon))) {
        return new Owner(kind, id(name, value.substring(colon + 1)));
      }
    }
    throw AdministrationException.wrong(
        "--" + name + " needs user:ID, agent:ID or service:ID, not \"" + value + "\"");
  }

  /** A time, or null where there is none. */
  @Nullable Duration duration(String name) throws AdministrationException {
    String value = values.get(name);
    if (value == null) {
      return null;
    }
    try {
      long read = millis.applyAsLong(value);
      if (read > 0 && read <= LONGEST.toMillis()) {
        return Duration.ofMillis(read);
      }
    } catch (NumberFormatException e) {
      // Told like one out of range.
    }
    throw AdministrationException.wrong(
        "--" + name + " needs a time like 90s, 30m, 12h or 30d, not \"" + value + "\"");
  }
}
