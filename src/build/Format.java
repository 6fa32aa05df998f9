import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format: {@code Format check|apply STAMP DIRECTORY...}.
 *
 * <p>The build runs this with the selected JDK and not as a Maven plugin, because the formatter
 * parses with the compiler of the Java it runs in, and Maven's own may be too old for our sources.
 * Files that have not changed since the stamp was written are not looked at again.
 */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    Path stamp = Path.of(args[1]);
    FileTime checked =
        Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
    FileTime started = FileTime.fromMillis(System.currentTimeMillis());
    List<Path> wrong = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      Path directory = Path.of(args[i]);
      if (Files.isDirectory(directory)) {
        for (Path file : changed(directory, checked)) {
          if (differs(file, apply)) {
            wrong.add(file);
          }
        }
      }
    }
    if (!wrong.isEmpty() && !apply) {
      System.err.println("Not formatted as google-java-format would:");
      wrong.forEach(file -> System.err.println("  " + file));
      System.err.println("Format them with: ./mvnw process-sources -Dformat=apply");
      System.exit(1);
    }
    Files.createDirectories(stamp.getParent());
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, started);
  }

  private static List<Path> changed(Path directory, FileTime since) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> changed = new ArrayList<>();
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(".java")
            && Files.getLastModifiedTime(file).compareTo(since) >= 0) {
          changed.add(file);
        }
      }
      return changed;
    }
  }

  private static boolean differs(Path file, boolean apply) throws Exception {
    String source = Files.readString(file);
    String formatted;
    try {
      formatted =
          new Formatter()
              .formatSource(
                  ImportOrderer.reorderImports(
                      RemoveUnusedImports.removeUnusedImports(source),
                      JavaFormatterOptions.Style.GOOGLE));
    } catch (com.google.googlejavaformat.java.FormatterException e) {
      // The compiler will say it better, with the line.
      return false;
    }
    if (formatted.equals(source)) {
      return false;
    }
    if (apply) {
      Files.writeString(file, formatted);
    }
    return true;
  }
}
