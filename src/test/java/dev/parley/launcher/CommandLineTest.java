package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.launcher.CommandLine.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void withoutWordsItServes() throws Exception {
    CommandLine line = CommandLine.parse();

    assertThat(line.action()).isEqualTo(Action.SERVE);
    assertThat(line.properties()).isEmpty();
  }

  @Test
  void optionsBecomeConfigurationProperties(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("hub.properties"));

    CommandLine line =
        CommandLine.parse(
            "serve",
            "--host",
            "::1",
            "--port=9000",
            "--data",
            directory.toString(),
            "--config",
            file.toString());

    assertThat(line.action()).isEqualTo(Action.SERVE);
    assertThat(line.properties())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "parley.http.host",
                "::1",
                "parley.http.port",
                "9000",
                "parley.data",
                directory.toString(),
                "parley.config",
                file.toString()));
  }

  @Test
  void aRelativeDataDirectoryIsMeantFromWhereItWasTyped() throws Exception {
    assertThat(CommandLine.parse("--data", "./x").properties())
        .containsEntry("parley.data", Path.of("x").toAbsolutePath().toString());
  }

  @ParameterizedTest
  @CsvSource({"--help,HELP", "-h,HELP", "help,HELP", "--version,VERSION"})
  void whatOnlyPrints(String word, Action action) throws Exception {
    assertThat(CommandLine.parse(word).action()).isEqualTo(action);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "8000", "65535"})
  void ports(String port) throws Exception {
    assertThat(CommandLine.parse("--port", port).properties())
        .containsEntry("parley.http.port", port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "99999999999", "x", "80 ", "0x50", "\u0661"})
  void noPorts(String port) {
    assertThatThrownBy(() -> CommandLine.parse("--port", port))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--port needs a number from 0 to 65535")
        .hasMessageContaining(port);
  }

  @ParameterizedTest
  @CsvSource({
    "fly,unknown word",
    "--fly,unknown option --fly",
    "--fly=high,unknown option --fly",
    "serve serve,unknown word",
    "--port,--port needs a value",
    "--port=,--port needs a value",
    "--host --port 1,--host needs a value",
    "--port 1 --port 2,--port is given twice",
    "--config /nowhere/parley.properties,--config needs a file that can be read",
    "--config .,--config needs a file that can be read"
  })
  void whatCannotBeMeant(String line, String message) {
    assertThatThrownBy(() -> CommandLine.parse(line.split(" ", -1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }
}
