package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @Test
  void withoutWordsItServes() throws Exception {
    CommandLine line = parse();

    assertThat(line.action()).isEqualTo(Action.SERVE);
    assertThat(line.properties()).isEmpty();
  }

  @Test
  void optionsBecomeConfigurationProperties(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("hub.properties"));

    CommandLine line =
        parse(
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
    assertThat(parse("--data", "./x").properties())
        .containsEntry("parley.data", Path.of("x").toAbsolutePath().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", "--port 1 --help", "token --help", "--version"})
  void whatOnlyPrints(String line) throws Exception {
    assertThat(parse(line.split(" ", -1)).text()).isNotEmpty();
  }

  @Test
  void helpNamesEveryCommandAndThatOfACommandEveryOption() throws Exception {
    assertThat(parse("--help").text())
        .contains(Stream.of(Action.values()).map(Action::words).toList());
    for (Action action : Action.values()) {
      String[] words = (action.words() + " --help").split(" ", -1);
      assertThat(parse(words).text())
          .contains("Usage: java -jar parley.war " + action.words())
          .contains(action.options().stream().map(Option::usage).toList());
    }
    assertThat(parse("--version").text()).isEqualTo("Parley 1.2\n");
  }

  @Test
  void whatBelongsToACommandIsNoConfiguration() throws Exception {
    CommandLine line =
        parse("api-key", "create", "--owner", "user:a.b", "--data=x", "--roles=member");

    assertThat(line.action()).isEqualTo(Action.CREATE_API_KEY);
    assertThat(line.properties()).containsOnlyKeys("parley.data");
    assertThat(line.parameters()).isEqualTo(Map.of("owner", "user:a.b", "roles", "member"));
    assertThat(parse("api-key", "revoke", "x=1").parameters()).isEqualTo(Map.of("operand", "x=1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "8000", "65535"})
  void ports(String port) throws Exception {
    assertThat(parse("--port", port).properties()).containsEntry("parley.http.port", port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "99999999999", "x", "80 ", "0x50", "\u0661"})
  void noPorts(String port) {
    assertThatThrownBy(() -> parse("--port", port))
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
    "--config .,--config needs a file that can be read",
    "api-key,'api-key needs one of the words create, list, revoke'",
    "api-key fly,'api-key needs one of the words create, list, revoke'",
    "api-key revoke,api-key revoke needs ID",
    "api-key revoke a b,unknown word",
    "api-key list --port 1,--port does not belong to api-key list",
    "api-key create --roles member,api-key create needs --owner KIND:ID",
    "api-key create --owner user:a,api-key create needs --roles ROLES",
    "token,token needs --sub USER",
    "token --sub,--sub needs a value"
  })
  void whatCannotBeMeant(String line, String message) {
    assertThatThrownBy(() -> parse(line.split(" ", -1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  private static CommandLine parse(String... arguments) throws UsageException {
    return CommandLine.parse("Parley 1.2\n", arguments);
  }
}
