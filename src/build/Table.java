import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prints what the black-box suite was run against and how it went, and writes it into a page
 * between two marks. Fails where something failed or was skipped, or was not run at all.
 *
 * <p>Arguments: the directory of the reports, the page, and for each row {@code
 * suffix|server|database}; the reports of the row without a suffix have none.
 */
final class Table {
  private static final String BEGIN = "<!-- table: begin -->";
  private static final String END = "<!-- table: end -->";
  private static final Pattern COUNTS =
      Pattern.compile(
          "<testsuite [^>]*tests=\"(\\d+)\" errors=\"(\\d+)\" skipped=\"(\\d+)\" failures=\"(\\d+)\"");

  private Table() {}

  private record Row(String server, String database, int tests, int bad) {
    String line() {
      return "| %s | %s | %s | %s |"
          .formatted(
              server,
              Runtime.version().feature(),
              database,
              bad == 0 ? tests + " of " + tests : (tests - bad) + " of " + tests + " **");
    }
  }

  public static void main(String[] arguments) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      String[] parts = arguments[i].split("\\|");
      rows.add(row(Path.of(arguments[0]), parts[0], parts[1], parts[2]));
    }
    StringBuilder table =
        new StringBuilder("| server | JDK | database | tests passed |\n|---|---|---|---|\n");
    rows.forEach(row -> table.append(row.line()).append('\n'));
    System.out.println(table);
    write(Path.of(arguments[1]), table.toString());
    if (rows.stream().anyMatch(row -> row.tests() == 0 || row.bad() > 0)) {
      System.exit(1);
    }
  }

  private static Row row(Path reports, String suffix, String server, String database)
      throws IOException {
    Pattern name =
        Pattern.compile(
            "TEST-dev\\.parley\\.(blackbox|servers)\\.\\w+IT"
                + (suffix.isEmpty() ? "" : "-" + suffix)
                + "\\.xml");
    int tests = 0;
    int bad = 0;
    try (Stream<Path> files = Files.list(reports)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (name.matcher(file.getFileName().toString()).matches()) {
          Matcher counts = COUNTS.matcher(Files.readString(file));
          if (!counts.find()) {
            throw new IOException(file + " is no report");
          }
          tests += Integer.parseInt(counts.group(1));
          bad +=
              Integer.parseInt(counts.group(2))
                  + Integer.parseInt(counts.group(3))
                  + Integer.parseInt(counts.group(4));
        }
      }
    }
    return new Row(server, database, tests, bad);
  }

  private static void write(Path page, String table) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (begin < BEGIN.length() || end < begin) {
      throw new IOException(page + " has no place for the table");
    }
    Files.writeString(page, text.substring(0, begin) + "\n" + table + text.substring(end));
  }
}
