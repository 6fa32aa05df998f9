package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaFinderTest {
  @TempDir Path root;

  @Test
  void theNewestOfAPlaceIsTaken() throws Exception {
    install("usr/lib/jvm/java-17", "17.0.15");
    install("usr/lib/jvm/java-21", "21.0.1");
    install("usr/lib/jvm/java-25", "25");
    install("usr/lib/jvm/java-8", "1.8.0_402");

    assertThat(finder(Map.of()).find()).contains(java("usr/lib/jvm/java-25"));
  }

  @Test
  void theRunningOneComesFirst() throws Exception {
    install("running", "21.0.1");
    install("elsewhere", "25");

    assertThat(finder(Map.of("JAVA_HOME", root.resolve("elsewhere").toString())).find())
        .contains(java("running"));
  }

  @Test
  void javaHomeComesNext() throws Exception {
    install("elsewhere", "21.0.1");
    install("usr/lib/jvm/java-25", "25");

    assertThat(finder(Map.of("JAVA_HOME", root.resolve("elsewhere").toString())).find())
        .contains(java("elsewhere"));
  }

  @Test
  void aJavaHomeThatIsTooOldOrNoneIsPassedOver() throws Exception {
    install("old", "17.0.15");
    install("opt/jdk", "22");

    assertThat(finder(Map.of("JAVA_HOME", root.resolve("old").toString())).find())
        .contains(java("opt/jdk"));
    assertThat(finder(Map.of("JAVA_HOME", root.resolve("nothing").toString())).find())
        .contains(java("opt/jdk"));
  }

  @ParameterizedTest
  @CsvSource({
    "home/.sdkman/candidates/java/21.0.1-tem",
    "home/.jdks/openjdk-21",
    "Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home",
    "opt/java/openjdk",
    "usr/local/openjdk-21",
    "opt/homebrew/opt/openjdk@21/libexec/openjdk.jdk/Contents/Home"
  })
  void placesOfInstallers(String place) throws Exception {
    install(place, "21.0.1");

    assertThat(finder(Map.of()).find()).contains(java(place));
  }

  @Test
  void lastOnThePathThroughLinks() throws Exception {
    install("hidden/jdk", "23.0.2");
    Path bin = Files.createDirectories(root.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), java("hidden/jdk"));

    assertThat(finder(Map.of("PATH", root.resolve("nothing") + ":" + bin)).find())
        .contains(java("hidden/jdk").toRealPath());
  }

  @Test
  void withoutAReleaseFileItIsAsked() throws Exception {
    install("opt/asked", null);
    script(
        java("opt/asked"),
        "echo 'openjdk version \"21.0.4\" 2024-07-16' >&2; echo more >&2; exit 0");
    install("opt/broken", null);
    script(java("opt/broken"), "echo 'openjdk version \"99\"' >&2; exit 1");

    assertThat(finder(Map.of()).find()).contains(java("opt/asked"));
  }

  @Test
  void noneIsNone() throws Exception {
    install("usr/lib/jvm/java-17", "17.0.15");
    Files.createDirectories(root.resolve("opt/not-java/bin"));
    Files.writeString(root.resolve("opt/not-java/release"), "JAVA_VERSION=\"21\"");

    JavaFinder none = finder(Map.of("PATH", "", "JAVA_HOME", ""));

    assertThat(none.find()).isEmpty();
    assertThatThrownBy(() -> Launcher.java(none))
        .hasMessageContaining("no newer one was found")
        .hasMessageContaining("Install Java 21")
        .hasMessageContaining("JAVA_HOME");
  }

  private JavaFinder finder(Map<String, String> environment) {
    return new JavaFinder(root.resolve("running"), root, root.resolve("home"), environment);
  }

  private Path java(String home) {
    return root.resolve(home).resolve("bin/java");
  }

  private void install(String home, String version) throws IOException {
    Files.createDirectories(java(home).getParent());
    script(java(home), "exit 3");
    if (version != null) {
      Files.writeString(
          root.resolve(home).resolve("release"),
          "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }
  }

  private static void script(Path file, String content) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + content + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
