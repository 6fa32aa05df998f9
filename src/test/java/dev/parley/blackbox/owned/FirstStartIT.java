package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Await;
import dev.parley.launcher.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Somebody starts the hub for the first time and does what it says. */
final class FirstStartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern KEY_FILE = Pattern.compile("(?m)administrator's key is in (.+)$");
  private static final Pattern CALL = Pattern.compile("(?ms)^ *curl .*?record-activity$");

  /** With a space, as home directories have. */
  @TempDir(factory = Spaced.class)
  private Path directory;

  static final class Spaced implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory("first start");
    }
  }

  @Test
  void itTellsWhereTheKeyIsAndHowToMakeTheFirstCall() throws Exception {
    String secret;
    try (HubProcess hub = start()) {
      String address = hub.address();
      Await.until("greeted", PATIENCE, () -> hub.output().contains("Watch it in a browser"));
      assertThat(hub.output()).contains("Watch it in a browser: " + address + "/");

      Path file = Path.of(found(KEY_FILE, hub.output()).group(1));
      secret = Files.readString(file).strip();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(hub.output() + hub.errors()).doesNotContain(secret);

      String answer = shell(found(CALL, hub.output()).group());
      assertThat(Api.object(answer).getBoolean("success")).as(answer).isTrue();
      hub.signal("TERM");
      assertThat(hub.exitCode()).isZero();
    }
    try (HubProcess again = start()) {
      again.address();
      again.signal("TERM");
      assertThat(again.exitCode()).isZero();
      assertThat(again.output().lines()).hasSize(1);
      assertThat(again.output() + again.errors()).doesNotContain(secret);
    }
  }

  private HubProcess start() throws Exception {
    return HubProcess.start(
        HubProcess.command(),
        Map.of(),
        "--port",
        "0",
        "--data",
        directory.resolve("data").toString());
  }

  private static Matcher found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher;
  }

  private static String shell(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer;
  }
}
