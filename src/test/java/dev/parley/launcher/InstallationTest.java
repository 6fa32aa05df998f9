package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  private static final Map<String, String> CONTENT =
      Map.of(
          "META-INF/MANIFEST.MF", "Manifest-Version: 1.0",
          "dev/parley/launcher/boot/Start.class", "start",
          "index.html", "page",
          "WEB-INF/web.xml", "<web-app/>",
          "WEB-INF/classes/a/B.class", "class",
          "WEB-INF/lib/one.jar", "one",
          "WEB-INF/embedded/two.jar", "two",
          "WEB-INF/launcher/c/D.class", "launcher");

  @TempDir Path directory;
  private Path war;
  private Path store;

  @BeforeEach
  void pack() throws IOException {
    war = pack("a.war", CONTENT);
    store = directory.resolve("lib");
  }

  @Test
  void everythingGetsWhereItIsLookedFor() throws Exception {
    Path home = home(Installation.of(war, store));

    assertThat(tree(home))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "webapp/index.html", "page",
                "webapp/WEB-INF/web.xml", "<web-app/>",
                "webapp/WEB-INF/classes/a/B.class", "class",
                "lib/one.jar", "one",
                "lib/two.jar", "two"));
  }

  @Test
  void theClassPathHasAllThatCanBeLoaded() throws Exception {
    List<Path> classPath = Installation.of(war, store).classPath();

    assertThat(classPath)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("0-launcher.jar", "0-parley.jar", "one.jar", "two.jar");
    assertThat(names(classPath.get(0))).containsExactly("c/D.class");
    assertThat(names(classPath.get(1))).containsExactly("a/", "a/B.class");
  }

  @Test
  void theSecondTimeNothingIsWritten() throws Exception {
    Installation installation = Installation.of(war, store);
    assertThat(installation.used()).isFalse();
    Path page = installation.webapp().resolve("index.html");
    Object first = Files.readAttributes(page, "unix:ino,lastModifiedTime");

    assertThat(Installation.of(war, store).used()).isTrue();

    assertThat(Files.readAttributes(page, "unix:ino,lastModifiedTime")).isEqualTo(first);
  }

  @Test
  void aDamagedOneIsReplaced() throws Exception {
    Path home = home(Installation.of(war, store));
    Map<String, String> whole = tree(home);
    Files.delete(home.resolve("lib/one.jar"));
    Files.writeString(home.resolve("webapp/index.html"), "");

    assertThat(home(Installation.of(war, store))).isEqualTo(home);

    assertThat(tree(home)).isEqualTo(whole);
  }

  @Test
  void severalAtOnceEndUpWithOneWholeInstallation() throws Exception {
    int processes = 8;
    CyclicBarrier together = new CyclicBarrier(processes);
    Callable<Path> install =
        () -> {
          together.await();
          return home(Installation.of(war, store));
        };
    List<Future<Path>> homes = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(processes)) {
      for (int i = 0; i < processes; i++) {
        homes.add(executor.submit(install));
      }
    }

    for (Future<Path> home : homes) {
      assertThat(tree(home.get())).hasSize(5);
    }
    try (Stream<Path> children = Files.list(store)) {
      assertThat(children).containsExactly(homes.getFirst().get());
    }
  }

  @Test
  void othersAreDeleted() throws Exception {
    Map<String, String> changed = new TreeMap<>(CONTENT);
    changed.put("index.html", "another page");
    Path old = home(Installation.of(pack("old.war", changed), store));
    Path interrupted = Files.createDirectories(store.resolve(".unpacking-1"));
    Files.setLastModifiedTime(interrupted, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path busy = Files.createDirectories(store.resolve(".unpacking-2"));
    Installation current = Installation.of(war, store);

    current.deleteOthers();

    assertThat(old).doesNotExist();
    assertThat(interrupted).doesNotExist();
    assertThat(busy).exists();
    assertThat(tree(home(current))).hasSize(5);
  }

  private static Path home(Installation installation) {
    return installation.home();
  }

  private Path pack(String name, Map<String, String> content) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream output = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(output)) {
      for (Map.Entry<String, String> each : new TreeMap<>(content).entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static List<String> names(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  /** The texts, without what is made from them. */
  private static Map<String, String> tree(Path home) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = home.relativize(file).toString();
        if (!name.contains("0-") && !name.equals("contents")) {
          tree.put(name, Files.readString(file));
        }
      }
    }
    return tree;
  }
}
