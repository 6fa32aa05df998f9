package dev.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** The list of keys has those that the code reads, all of them and no other. */
class ConfigurationKeysTest {
  private static final Path LAUNCHER = Path.of("target/classes/dev/parley/launcher");
  private static final Pattern KEY = Pattern.compile("(parley|mp\\.jwt)(\\.[a-z0-9-]+)+");

  /** What looks like a key and is none: a file's name, and what the processes tell each other. */
  private static final Set<String> NO_KEYS = Set.of("parley.properties", "parley.launcher.parent");

  private static final JavaClasses HUB =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.parley");

  @Test
  void hasEveryKeyThatIsReadAndNoOther() throws IOException {
    Set<String> read = new TreeSet<>(readByTheLauncher());
    read.addAll(readByTheHub());
    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ConfigurationKey.values()).map(ConfigurationKey::key).toList());
  }

  /** It can be asked for by the constants of the list only, see below. */
  private static Set<String> readByTheHub() {
    return HUB.stream()
        .filter(type -> !type.isEquivalentTo(ConfigurationKey.class))
        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
        .filter(access -> access.getTargetOwner().isEquivalentTo(ConfigurationKey.class))
        .map(access -> ConfigurationKey.valueOf(access.getTarget().getName()).key())
        .collect(Collectors.toSet());
  }

  /** It knows nothing of the hub, this list included, and has the names as texts. */
  private static Set<String> readByTheLauncher() throws IOException {
    Set<String> read = new HashSet<>();
    try (Stream<Path> files = Files.walk(LAUNCHER)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        for (String text : texts(file)) {
          if (KEY.matcher(text).matches() && !NO_KEYS.contains(text)) {
            read.add(text);
          }
        }
      }
    }
    assertThat(read).contains("parley.http.port");
    return read;
  }

  @Test
  void nobodyElseReadsTheConfiguration() {
    assertThat(
            HUB.stream()
                .filter(type -> !type.getPackageName().startsWith("dev.parley.launcher"))
                .filter(ConfigurationKeysTest::asksTheConfiguration)
                .map(JavaClass::getSimpleName))
        .containsExactly("Settings");
  }

  private static boolean asksTheConfiguration(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getTargetOwner().isEquivalentTo(Config.class)
                    || (call.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("getProperty", "getenv").contains(call.getName())));
  }

  /** The texts among the constants of a class (Java Virtual Machine Specification, 4.4). */
  private static Set<String> texts(Path classFile) throws IOException {
    Set<String> texts = new HashSet<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(classFile))) {
      in.skipNBytes(8);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        switch (in.readUnsignedByte()) {
          case 1 -> texts.add(in.readUTF());
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++;
          }
          case 15 -> in.skipNBytes(3);
          default -> in.skipNBytes(2);
        }
      }
    }
    return texts;
  }
}
