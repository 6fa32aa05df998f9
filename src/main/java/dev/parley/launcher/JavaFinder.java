package dev.parley.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for an installed Java that is new enough: first at the running one, then where {@code
 * JAVA_HOME} points, then where packages, installers and version managers put them, last on the
 * {@code PATH}. Within one place the newest is taken.
 */
final class JavaFinder {
  /** The oldest Java that the hub runs in. */
  static final int MINIMUM = 21;

  private static final List<String> PLACES =
      List.of(
          "/usr/lib/jvm/*",
          "/usr/lib64/jvm/*",
          "/usr/java/*",
          "/usr/local/openjdk*",
          "/opt/*",
          "/opt/java/*",
          "~/.sdkman/candidates/java/*",
          "~/.jdks/*",
          "~/.asdf/installs/java/*",
          "~/.local/share/mise/installs/java/*",
          "/Library/Java/JavaVirtualMachines/*/Contents/Home",
          "~/Library/Java/JavaVirtualMachines/*/Contents/Home",
          "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
          "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
          "/Program Files/Java/*",
          "/Program Files/Eclipse Adoptium/*");

  private static final String EXECUTABLE = File.separatorChar == '\\' ? "java.exe" : "java";
  private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");
  private static final Pattern PRINTED = Pattern.compile("version \"(?:1\\.)?(\\d+)");

  private final Path running;
  private final Path root;
  private final Path home;
  private final Map<String, String> environment;

  /**
   * @param running the home of the running Java
   * @param root what the absolute places are taken relative to, {@code /} outside of tests
   * @param home the user's home directory
   * @param environment where {@code JAVA_HOME} and {@code PATH} are looked up
   */
  JavaFinder(Path running, Path root, Path home, Map<String, String> environment) {
    this.running = running;
    this.root = root;
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /** Looks at this machine. */
  static JavaFinder ofThisMachine() {
    Path home = Path.of(System.getProperty("user.home"));
    return new JavaFinder(
        Path.of(System.getProperty("java.home")),
        home.toAbsolutePath().getRoot(),
        home,
        System.getenv());
  }

  /** The {@code java} executable to go on with, if there is one. */
  Optional<Path> find() {
    return homes().map(JavaFinder::newest).flatMap(Optional::stream).findFirst();
  }

  /** What may be the homes of installed Javas, place by place in the order of preference. */
  Stream<List<Path>> homes() {
    return Stream.of(
            Stream.of(List.of(running), fromEnvironment()),
            PLACES.stream().map(this::expand),
            Stream.of("PATH").map(path -> fromPath()))
        .flatMap(places -> places);
  }

  /** The feature version of the Java at this home, or 0 if there is none. */
  static int feature(Path javaHome) {
    Path release = javaHome.resolve("release");
    if (!Files.isExecutable(executable(javaHome))) {
      return 0;
    }
    try {
      if (Files.isReadable(release)) {
        Matcher matcher = RELEASE.matcher(Files.readString(release));
        if (matcher.find()) {
          return Integer.parseInt(matcher.group(1));
        }
      }
      return asked(executable(javaHome));
    } catch (IOException e) {
      return 0;
    }
  }

  private static int asked(Path java) throws IOException {
    Process process =
        new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      Matcher matcher = PRINTED.matcher(line == null ? "" : line);
      int feature = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? feature : 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path executable(Path javaHome) {
    return javaHome.resolve("bin").resolve(EXECUTABLE);
  }

  private static Optional<Path> newest(List<Path> homes) {
    Path best = null;
    int bestFeature = MINIMUM - 1;
    for (Path candidate : homes) {
      int feature = feature(candidate);
      if (feature > bestFeature) {
        best = candidate;
        bestFeature = feature;
      }
    }
    return Optional.ofNullable(best).map(JavaFinder::executable);
  }

  private List<Path> fromEnvironment() {
    String javaHome = environment.getOrDefault("JAVA_HOME", "");
    return javaHome.isEmpty() ? List.of() : paths(javaHome);
  }

  private List<Path> fromPath() {
    List<Path> homes = new ArrayList<>();
    for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      for (Path path : paths(directory)) {
        try {
          // Usually a link into the home we are after.
          Path bin = path.resolve(EXECUTABLE).toRealPath().getParent();
          if (bin != null && bin.getParent() != null) {
            homes.add(bin.getParent());
          }
        } catch (IOException e) {
          // No Java here.
        }
      }
    }
    return homes;
  }

  private static List<Path> paths(String text) {
    try {
      return text.isEmpty() ? List.of() : List.of(Path.of(text));
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  private List<Path> expand(String place) {
    List<Path> found = new ArrayList<>();
    boolean below = place.startsWith("~");
    found.add(below ? home : root);
    for (String name : place.substring(below ? 2 : 1).split("/", -1)) {
      List<Path> next = new ArrayList<>();
      for (Path directory : found) {
        if (name.contains("*")) {
          try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, name)) {
            children.forEach(next::add);
          } catch (IOException e) {
            // No such place here.
          }
        } else {
          next.add(directory.resolve(name));
        }
      }
      found = next;
    }
    return found;
  }
}
