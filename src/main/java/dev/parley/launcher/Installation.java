package dev.parley.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The WAR's content, unpacked where the embedded server can load it: {@code webapp} is the web
 * content with the application's classes, {@code launcher} the launcher's, {@code lib} all
 * libraries.
 *
 * <p>Each WAR has a directory of its own, named after the digest of its contents. It appears whole
 * or not at all, also when several processes unpack at once; one that was damaged later is
 * replaced.
 */
final class Installation {
  private static final String UNPACKING = ".unpacking-";

  private final Path home;

  private Installation(Path home) {
    this.home = home;
  }

  /**
   * Finds the WAR's installation below {@code store}, or makes it.
   *
   * @param war the WAR
   * @param store the directory that holds the installations
   */
  static Installation of(Path war, Path store) throws IOException {
    Path home;
    try (ZipFile zip = new ZipFile(war.toFile())) {
      home = store.resolve(digest(zip));
      if (!complete(zip, home)) {
        Files.createDirectories(store);
        Path unpacked = Files.createTempDirectory(store, UNPACKING);
        try {
          unpack(zip, unpacked);
          publish(zip, unpacked, home);
        } finally {
          delete(unpacked);
        }
      }
    }
    return new Installation(home);
  }

  /** Where the web content is. */
  Path webapp() {
    return home.resolve("webapp");
  }

  /**
   * One flat class loader for everything: launcher, application, libraries, embedded server. There
   * is one application in this process, so nothing has to be kept apart.
   */
  URLClassLoader classLoader() throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(url(home.resolve("launcher")));
    urls.add(url(webapp().resolve("WEB-INF/classes")));
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      jars.sorted().map(Installation::url).forEach(urls::add);
    }
    return new URLClassLoader(
        "parley", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** Deletes the installations of other WARs and what interrupted unpacking has left behind. */
  void deleteOthers() throws IOException {
    Path store = home.resolveSibling(".").normalize();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(store)) {
      for (Path child : children) {
        if (!child.equals(home)) {
          delete(child);
        }
      }
    }
  }

  /** Over the table of contents, checksums included: to read all of the WAR takes a while. */
  private static String digest(ZipFile zip) {
    StringBuilder contents = new StringBuilder();
    zip.stream()
        .map(entry -> entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc() + '\n')
        .sorted()
        .forEach(contents::append);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(contents.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void unpack(ZipFile zip, Path target) throws IOException {
    for (Map.Entry<String, ZipEntry> content : contents(zip).entrySet()) {
      Path file = target.resolve(content.getKey());
      Files.createDirectories(file.resolveSibling("."));
      try (InputStream input = zip.getInputStream(content.getValue())) {
        Files.copy(input, file);
      }
    }
  }

  private static void publish(ZipFile zip, Path unpacked, Path home) throws IOException {
    try {
      Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (complete(zip, home)) {
        return; // Another process was faster.
      }
      delete(home);
      Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean complete(ZipFile zip, Path home) throws IOException {
    for (Map.Entry<String, ZipEntry> content : contents(zip).entrySet()) {
      Path file = home.resolve(content.getKey());
      if (!Files.isRegularFile(file) || Files.size(file) != content.getValue().getSize()) {
        return false;
      }
    }
    return true;
  }

  /** The files of the WAR, by the names that they have in an installation. */
  private static Map<String, ZipEntry> contents(ZipFile zip) {
    Map<String, ZipEntry> contents = new LinkedHashMap<>();
    zip.stream()
        .filter(entry -> !entry.isDirectory())
        .forEach(
            entry -> {
              String name = entry.getName();
              if (name.startsWith("WEB-INF/lib/") || name.startsWith("WEB-INF/embedded/")) {
                contents.put("lib" + name.substring(name.lastIndexOf('/')), entry);
              } else if (name.startsWith("WEB-INF/launcher/")) {
                contents.put(name.substring("WEB-INF/".length()), entry);
              } else if (!name.startsWith("META-INF/") && !name.startsWith("dev/")) {
                contents.put("webapp/" + name, entry);
              }
            });
    return contents;
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
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
