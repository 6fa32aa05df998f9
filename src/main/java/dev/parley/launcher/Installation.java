package dev.parley.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The WAR's content, unpacked where the serving process can load it: {@code webapp} is the web
 * content, {@code lib} is everything on the class path. The launcher's classes and the
 * application's are packed into jars of their own, since class data sharing knows no directories.
 *
 * <p>Each WAR has a directory of its own, named after the digest of its contents. It appears whole
 * or not at all, also when several processes unpack at once; one that was damaged later is
 * replaced.
 */
public final class Installation {
  private static final String UNPACKING = ".unpacking-";
  private static final Duration LONGEST_UNPACKING = Duration.ofHours(1);
  private static final String CONTENTS = "contents";

  private final Path home;
  private final boolean used;

  private Installation(Path home, boolean used) {
    this.home = home;
    this.used = used;
  }

  /**
   * Finds the WAR's installation below {@code store}, or makes it.
   *
   * @param war the WAR
   * @param store the directory that holds the installations
   */
  static Installation of(Path war, Path store) throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      Path home = store.resolve(digest(zip));
      boolean there = complete(home);
      if (!there) {
        Files.createDirectories(store);
        Path unpacked = Files.createTempDirectory(store, UNPACKING);
        try {
          unpack(zip, unpacked);
          publish(unpacked, home);
        } finally {
          delete(unpacked);
        }
      }
      return new Installation(home, there);
    }
  }

  /** The installation at this place, which exists. */
  public static Installation at(Path home) {
    return new Installation(home, true);
  }

  /** Where it is. */
  Path home() {
    return home;
  }

  /** Whether it was here before this process. */
  boolean used() {
    return used;
  }

  /** Where the web content is. */
  public Path webapp() {
    return home.resolve("webapp");
  }

  /** Where the JVM may keep its loaded classes. */
  Path archive() {
    return home.resolve("classes.jsa");
  }

  /** Everything that has classes, always in the same order. */
  List<Path> classPath() throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      return jars.sorted().collect(Collectors.toList());
    }
  }

  /** Deletes the installations of other WARs and what interrupted unpacking has left behind. */
  public void deleteOthers() throws IOException {
    try (DirectoryStream<Path> children =
        Files.newDirectoryStream(home.resolveSibling(".").normalize())) {
      for (Path child : children) {
        boolean busy =
            child.getFileName().toString().startsWith(UNPACKING)
                && Files.getLastModifiedTime(child).toMillis()
                    > System.currentTimeMillis() - LONGEST_UNPACKING.toMillis();
        if (!child.equals(home) && !busy) {
          delete(child);
        }
      }
    }
  }

  /** Over the table of contents, checksums included: to read all of the WAR takes a while. */
  private static String digest(ZipFile zip) {
    String contents =
        zip.stream()
            .map(entry -> entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc() + '\n')
            .sorted()
            .collect(Collectors.joining());
    try {
      StringBuilder hex = new StringBuilder();
      for (byte each :
          MessageDigest.getInstance("SHA-256").digest(contents.getBytes(StandardCharsets.UTF_8))) {
        hex.append(Character.forDigit((each >> 4) & 15, 16))
            .append(Character.forDigit(each & 15, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void unpack(ZipFile zip, Path target) throws IOException {
    Files.createDirectories(target.resolve("lib"));
    Set<String> directories = new HashSet<>();
    try (ZipOutputStream launcher = jar(target.resolve("lib/0-launcher.jar"));
        ZipOutputStream application = jar(target.resolve("lib/0-parley.jar"))) {
      for (ZipEntry entry : entries(zip)) {
        String name = entry.getName();
        if (name.startsWith("WEB-INF/lib/") || name.startsWith("WEB-INF/embedded/")) {
          copy(zip, entry, target.resolve("lib" + name.substring(name.lastIndexOf('/'))));
        } else if (name.startsWith("WEB-INF/launcher/")) {
          copy(zip, entry, launcher, name.substring("WEB-INF/launcher/".length()));
        } else if (!name.startsWith("META-INF/") && !name.startsWith("dev/")) {
          // Also the application's classes: bean archives are looked for there.
          copy(zip, entry, target.resolve("webapp").resolve(name));
          if (name.startsWith("WEB-INF/classes/")) {
            String inJar = name.substring("WEB-INF/classes/".length());
            // Who looks for all resources of a directory asks for the directory first.
            for (int i = inJar.indexOf('/'); i >= 0; i = inJar.indexOf('/', i + 1)) {
              if (directories.add(inJar.substring(0, i + 1))) {
                application.putNextEntry(new ZipEntry(inJar.substring(0, i + 1)));
                application.closeEntry();
              }
            }
            copy(zip, entry, application, inJar);
          }
        }
      }
    }
    Files.write(target.resolve(CONTENTS), contents(target));
  }

  private static List<ZipEntry> entries(ZipFile zip) {
    return zip.stream().filter(entry -> !entry.isDirectory()).collect(Collectors.toList());
  }

  private static ZipOutputStream jar(Path file) throws IOException {
    ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file));
    jar.setLevel(0);
    return jar;
  }

  private static void copy(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    try (InputStream content = zip.getInputStream(entry);
        OutputStream output = Files.newOutputStream(file)) {
      content.transferTo(output);
    }
  }

  private static void copy(ZipFile zip, ZipEntry entry, ZipOutputStream jar, String name)
      throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    try (InputStream content = zip.getInputStream(entry)) {
      content.transferTo(jar);
    }
    jar.closeEntry();
  }

  private static void publish(Path unpacked, Path home) throws IOException {
    try {
      Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (complete(home)) {
        return; // Another process was faster.
      }
      delete(home);
      Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean complete(Path home) throws IOException {
    Path contents = home.resolve(CONTENTS);
    return Files.exists(contents) && Files.readAllLines(contents).equals(contents(home));
  }

  /** The size and name of each file but those that come later. */
  private static List<String> contents(Path home) throws IOException {
    List<String> contents = new ArrayList<>();
    for (Path part : List.of(home.resolve("lib"), home.resolve("webapp"))) {
      if (!Files.isDirectory(part)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(part)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
          contents.add(Files.size(file) + " " + home.relativize(file));
        }
      }
    }
    return contents;
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> below = Files.walk(path)) {
        for (Path each : (Iterable<Path>) below.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(each);
        }
      }
    }
  }
}
