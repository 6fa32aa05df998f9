package dev.parley.blackbox.owned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.Endpoint;
import dev.parley.blackbox.Problems;
import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Await;
import dev.parley.blackbox.client.DurabilityChecker;
import dev.parley.blackbox.client.Recorder;
import dev.parley.blackbox.client.Subscriber;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that seems full: the kernel lets no file of the server grow beyond a limit. The embedded
 * store does not tell of a write that failed; the hub has to find out by itself.
 */
final class StoreFailureIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SOME = 50;
  private static final int MOST = 100_000;
  private static final int CUTS = 2;
  private static final long ROOM = 64 * 1024;

  /** What {@code ulimit} counts in. */
  private static final long BLOCK = 512;

  @TempDir Path directory;

  @Test
  @Timeout(300)
  void whileNothingCanBeWrittenItSaysSoAndItRecoversByItself() throws Exception {
    try (Server server = Server.start(directory.resolve("data"), Server.unlimited())) {
      Target target = server.target();
      Recorder recorder = new Recorder(target, Target.fresh("agent"), true, recorded -> {});
      try (Subscriber subscriber = Subscriber.from(target)) {
        recorder.record(SOME);
        limit(server.owner(), "1");
        assertThat(records(recorder, 2 * SOME)).isFalse();
        assertUnavailable(target);

        limit(server.owner(), "unlimited");
        Await.until("ready again", PATIENCE, () -> ready(target) == 200);
        recorder.record(2 * SOME);
        check(target, subscriber, recorder);

        server.kill();
        server.start(HubProcess.command());
        subscriber.serverIsBack();
        check(target, subscriber, recorder);
      }
    }
  }

  /** Whenever the log is full the store is read anew and begins another: again and again. */
  @Test
  @Timeout(300)
  void writesThatAreCutNowAndThenLoseNothing() throws Exception {
    Path data = directory.resolve("data");
    try (Server server = Server.start(data, Server.unlimited())) {
      server.process().signal("TERM");
      assertThat(server.process().exitCode()).isZero();
      server.start(limited(largest(data.resolve("store")) + ROOM));
      Target target = server.target();
      Recorder recorder = new Recorder(target, Target.fresh("agent"), true, recorded -> {});
      try (Subscriber subscriber = Subscriber.from(target)) {
        int refused = 0;
        while (refused < CUTS && !records(recorder, MOST)) {
          refused++;
        }
        assertThat(refused).isEqualTo(CUTS);

        server.kill();
        server.start(HubProcess.command());
        subscriber.serverIsBack();
        recorder.record(recorder.acknowledged().size() + SOME);
        check(target, subscriber, recorder);
        assertThat(recorder.sent()).hasSameSizeAs(recorder.acknowledged());
      }
    }
  }

  private static List<String> limited(long bytes) {
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add("ulimit -f " + bytes / BLOCK + " && exec \"$@\"");
    command.add("sh");
    command.addAll(HubProcess.command());
    return command;
  }

  private static void assertUnavailable(Target target) throws Exception {
    Api.Answer answer =
        target.admin().post(Endpoint.START_COLLABORATION.path(), "{\"participants\":[\"nobody\"]}");
    Problems.check(answer, 503, "unavailable", Endpoint.START_COLLABORATION.path());
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    assertThat(answer.json().getInt("retryAfterMs")).isPositive();
    Await.until("not ready", PATIENCE, () -> ready(target) == 503);
    JsonObject health = target.nobody().get("/health/ready").json();
    assertThat(health.getString("status")).isEqualTo("DOWN");
    assertThat(health.getJsonArray("checks").getValuesAs(JsonObject.class))
        .anySatisfy(check -> assertThat(check.getString("status")).isEqualTo("DOWN"));
    assertThat(target.nobody().get("/health/live").status()).isEqualTo(200);
  }

  /** Records until so many are acknowledged; false if the hub becomes unavailable before. */
  private static boolean records(Recorder recorder, int most) {
    try {
      recorder.record(most);
      return true;
    } catch (IOException e) {
      // What was under way may have happened.
      return false;
    }
  }

  private static int ready(Target target) throws Exception {
    return target.nobody().get("/health/ready").status();
  }

  private static void check(Target target, Subscriber subscriber, Recorder recorder)
      throws Exception {
    subscriber.reach(target.position().offset(), PATIENCE);
    assertThat(
            DurabilityChecker.faults(
                subscriber.after(),
                recorder.sent(),
                List.of(recorder.acknowledged()),
                subscriber.heard(),
                recorder.listed()))
        .isEmpty();
    assertThat(subscriber.faults()).isEmpty();
  }

  private static void limit(ProcessHandle process, String bytes) throws Exception {
    Process prlimit =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }

  private static long largest(Path store) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
    }
  }
}
