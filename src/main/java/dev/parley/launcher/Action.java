package dev.parley.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line can ask for. */
enum Action {
  SERVE(
      "serve",
      null,
      "run the hub",
      Option.HOST,
      Option.PORT,
      Option.TLS_CERT,
      Option.TLS_KEY,
      Option.BEHIND_PROXY,
      Option.DEMO),
  TOKEN(
      "token",
      null,
      "print a token signed with the development key",
      Option.SUB,
      Option.GROUPS,
      Option.TTL),
  CREATE_API_KEY(
      "api-key create",
      null,
      "make an API key and print it, this once",
      Option.OWNER,
      Option.ROLES,
      Option.NAME,
      Option.EXPIRES),
  LIST_API_KEYS("api-key list", null, "show the API keys, without their secrets"),
  REVOKE_API_KEY("api-key revoke", "ID", "end an API key, and the connections that use it"),
  BACKUP("backup", null, "copy the data, and print where the copy is", Option.NAME),
  RESTORED("restored", null, "after a restored backup: tell clients that history was cut");

  private final String words;
  private final @Nullable String operand;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // Copied.
  private final List<Option> options;

  /**
   * @param operand what stands behind the words without an option's name; null for nothing
   * @param options its own, besides those that every command takes
   */
  Action(String words, @Nullable String operand, String description, Option... options) {
    this.words = words;
    this.operand = operand;
    this.description = description;
    List<Option> all = new ArrayList<>(Arrays.asList(options));
    all.add(Option.DATA);
    all.add(Option.CONFIG);
    this.options = List.copyOf(all);
  }

  /** What has to be typed, one space between two words. */
  String words() {
    return words;
  }

  /** A word for what has to stand behind; null where nothing may. */
  @Nullable String operand() {
    return operand;
  }

  /** What it does. */
  String description() {
    return description;
  }

  /** What may be added. */
  List<Option> options() {
    return options;
  }

  /** Whether it cannot do without that option. */
  boolean needs(Option option) {
    switch (this) {
      case TOKEN:
        return option == Option.SUB;
      case CREATE_API_KEY:
        return option == Option.OWNER || option == Option.ROLES;
      default:
        return false;
    }
  }

  /** Whether it may be the first that is done with a data directory. */
  boolean makesDataDirectory() {
    return this == SERVE || this == TOKEN || this == CREATE_API_KEY;
  }
}
