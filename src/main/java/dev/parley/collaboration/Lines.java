package dev.parley.collaboration;

import java.util.List;

/** A list of ids in one text column, one a line: ids are printable, so none holds a line's end. */
final class Lines {
  private Lines() {}

  /**
   * Puts the ids into one text.
   *
   * @throws IllegalArgumentException if an id is empty or not printable: a door let it through
   */
  static String join(List<String> ids) {
    for (String id : ids) {
      if (id.isEmpty() || id.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("not an id: '" + id + "'");
      }
    }
    return String.join("\n", ids);
  }

  static List<String> split(String lines) {
    return lines.isEmpty() ? List.of() : List.of(lines.split("\n", -1));
  }
}
