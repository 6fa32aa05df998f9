package dev.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of all configuration keys says what the hub reads; {@code -Ddocs=write} writes it anew.
 */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("docs/configuration.md");

  private static final String HEAD =
      """
      # Configuration

      Strongest first: command line (embedded server), Java system properties, environment, the file of
      `--config` or `<data>/parley.properties`, defaults. In the environment a key is written in capitals
      with underscores: `PARLEY_HTTP_PORT` for `parley.http.port`. A value that is not acceptable stops the
      start with a message that names the key and what it has to be.

      | key | value | default | |
      |---|---|---|---|
      """;

  @Test
  void thePageHasEveryKeyAndNoOther() throws IOException {
    String expected =
        HEAD
            + Arrays.stream(ConfigurationKey.values())
                .map(ConfigurationPageTest::row)
                .collect(Collectors.joining());
    if (System.getProperty("docs", "").equals("write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  private static String row(ConfigurationKey key) {
    String standard = key.standard();
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            key.key(),
            key.form().description(),
            standard == null ? "" : standard.replace("<", "&lt;"),
            key.sentence().replace("<", "&lt;"));
  }
}
