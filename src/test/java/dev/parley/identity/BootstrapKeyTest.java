package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapKeyTest {

  private final SecureRandom random = new SecureRandom();

  @TempDir Path directory;

  @Test
  void theFirstStartMakesAKeyThatOnlyTheOwnerCanRead() throws IOException {
    Path data = directory.resolve("a/b");
    BootstrapKey key = BootstrapKey.open(null, data, random);
    Path file = data.resolve("admin.key");
    assertThat(key.file()).isEqualTo(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).as("no draft is left").containsExactly(file);
    }
    String text = Files.readString(file).strip();
    assertThat(text).matches("pk_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}");
    Caller caller = key.authenticate(text);
    assertThat(caller.roles()).containsExactly(Role.ADMIN);
    assertThat(caller.qualifiedId()).isEqualTo("service:bootstrap");
  }

  @Test
  void theNextStartTakesTheSameKeyAndAnotherDirectoryAnother() throws IOException {
    BootstrapKey.open(null, directory, random);
    String text = Files.readString(directory.resolve("admin.key")).strip();
    assertThat(BootstrapKey.open(null, directory, random).authenticate(text)).isNotNull();
    assertThat(BootstrapKey.open(null, directory.resolve("x"), random).authenticate(text)).isNull();
    Files.delete(directory.resolve("admin.key"));
    assertThat(BootstrapKey.open(null, directory, random).authenticate(text)).isNull();
  }

  @Test
  void aConfiguredKeyIsTakenAndNoFileMade() {
    BootstrapKey key = BootstrapKey.open("0123456789abcdef", directory, random);
    assertThat(key.authenticate("0123456789abcdef")).isNotNull();
    assertThat(key.file()).isNull();
    assertThat(directory).isEmptyDirectory();
    for (String wrong : List.of("", "0123456789abcde", "0123456789abcdeF", "0123456789abcdef ")) {
      assertThat(key.authenticate(wrong)).as("'%s'", wrong).isNull();
    }
  }

  @Test
  void aShortKeyIsRefusedWithoutBeingToldAgain() {
    assertThatThrownBy(() -> BootstrapKey.open("hunter2", directory, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PARLEY_BOOTSTRAP_ADMIN_KEY")
        .hasMessageContaining("16")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> BootstrapKey.open(" ".repeat(20), directory, random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyFileIsNoKey() throws IOException {
    Files.createFile(directory.resolve("admin.key"));
    assertThatThrownBy(() -> BootstrapKey.open(null, directory, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("admin.key");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsTold() throws IOException {
    Path file = Files.createFile(directory.resolve("in-the-way"));
    assertThatThrownBy(() -> BootstrapKey.open(null, file, random))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("admin.key");
  }
}
