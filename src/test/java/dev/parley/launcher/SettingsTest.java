package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path directory;

  @Test
  void theStrongerSourceWins() throws Exception {
    Path file = directory.resolve("hub.properties");
    Files.writeString(file, "parley.data = " + at("file"));
    Properties system = new Properties();
    system.setProperty("parley.data", at("system"));
    Map<String, String> environment =
        Map.of("PARLEY_DATA", at("environment"), "PARLEY_CONFIG", file.toString());

    assertThat(Settings.of(Map.of("parley.data", at("line")), system, environment).data())
        .isEqualTo(directory.resolve("line"));
    assertThat(Settings.of(Map.of(), system, environment).data())
        .isEqualTo(directory.resolve("system"));
    assertThat(Settings.of(Map.of(), new Properties(), environment).data())
        .isEqualTo(directory.resolve("environment"));
    Settings byFile =
        Settings.of(Map.of(), new Properties(), Map.of("PARLEY_CONFIG", file.toString()));
    assertThat(byFile.data()).isEqualTo(directory.resolve("file"));
    assertThat(byFile.file()).isEqualTo(file);
  }

  @Test
  void withoutAnyTheDataIsWhereTheProcessWasStarted() throws Exception {
    Path data = Path.of("parley-data").toAbsolutePath();

    Settings settings = Settings.of(Map.of(), new Properties(), Map.of());
    assertThat(settings.data()).isEqualTo(data);
    assertThat(settings.file()).isEqualTo(data.resolve("parley.properties"));
  }

  @Test
  void aNamedFileMustBeThere() {
    Map<String, String> environment = Map.of("PARLEY_CONFIG", at("missing"));

    assertThatThrownBy(() -> Settings.of(Map.of(), new Properties(), environment))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(at("missing"));
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }
}
