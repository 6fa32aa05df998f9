package dev.parley.blackbox.owned;

import dev.parley.blackbox.client.DurabilityChecker;
import dev.parley.blackbox.client.DurabilityChecker.Heard;
import dev.parley.blackbox.client.DurabilityChecker.Recorded;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Recorder;
import dev.parley.blackbox.client.Subscriber;
import dev.parley.blackbox.client.Target;
import dev.parley.launcher.HubProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Clients record as fast as they can; the process that owns the port is killed in the middle; a new
 * one starts on the same data; then everything is counted. Again and again, on one store.
 */
public final class DurabilityTrial implements AutoCloseable {
  private static final int CLIENTS = 8;
  private static final int LEAST = 300;
  private static final int MOST = 1_500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RandomGenerator random;
  private final Server server;
  private final Target target;
  private final Subscriber subscriber;
  private final Semaphore answers = new Semaphore(0);
  private final List<Recorder> recorders;
  private List<CompletableFuture<Void>> running = List.of();

  /**
   * What a round has shown.
   *
   * @param acknowledged activities so far
   * @param unanswered requests so far that have no answer
   * @param faults nothing, if all is well
   */
  public record Result(int acknowledged, int unanswered, int connections, List<String> faults) {}

  /**
   * Starts a server and whoever works with it.
   *
   * @param seed decides when the server is killed
   */
  public DurabilityTrial(Path data, long seed) throws Exception {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    server = Server.start(data, Server.unlimited());
    target = server.target();
    subscriber = Subscriber.from(target);
    recorders =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                i -> new Recorder(target, "client" + i, i % 2 == 0, recorded -> answers.release()))
            .toList();
    record();
  }

  private void record() {
    running =
        recorders.stream()
            .map(
                recorder ->
                    CompletableFuture.runAsync(
                        () -> untilItEnds(recorder), task -> Thread.ofVirtual().start(task)))
            .toList();
  }

  private static void untilItEnds(Recorder recorder) {
    try {
      recorder.record();
    } catch (IOException e) {
      // The server was killed: what was under way has no answer.
    }
  }

  /** Lets them work, kills the server, starts it again, and looks at what is there. */
  public Result round() throws Exception {
    awaitAnswers();
    server.kill();
    for (CompletableFuture<Void> client : running) {
      client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    server.start(HubProcess.command());
    subscriber.serverIsBack();
    List<String> faults = check();
    int acknowledged = recorders.stream().mapToInt(r -> r.acknowledged().size()).sum();
    int sent = recorders.stream().mapToInt(r -> r.sent().size()).sum();
    record();
    return new Result(acknowledged, sent - acknowledged, subscriber.connections(), faults);
  }

  private void awaitAnswers() throws InterruptedException {
    answers.drainPermits();
    int wanted = random.nextInt(LEAST, MOST);
    if (!answers.tryAcquire(wanted, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("only " + answers.availablePermits() + " of " + wanted);
    }
  }

  private List<String> check() throws Exception {
    Set<String> sent = new HashSet<>();
    List<List<Recorded>> acknowledged = new ArrayList<>();
    List<Recorded> listed = new ArrayList<>();
    for (Recorder recorder : recorders) {
      sent.addAll(recorder.sent());
      acknowledged.add(recorder.acknowledged());
      listed.addAll(recorder.listed());
    }
    long head = target.position().offset();
    subscriber.reach(head, PATIENCE);
    List<Heard> heard = subscriber.heard();
    List<String> faults = new ArrayList<>(subscriber.faults());
    faults.addAll(DurabilityChecker.faults(subscriber.after(), sent, acknowledged, heard, listed));
    faults.addAll(history(head, heard));
    return faults;
  }

  /** Whoever comes only now hears the same. */
  private List<String> history(long head, List<Heard> heard) throws Exception {
    Position beginning = new Position(target.position().epoch(), subscriber.after());
    try (Subscriber late = Subscriber.from(target, beginning)) {
      late.reach(head, PATIENCE);
      return late.heard().equals(heard)
          ? late.faults()
          : List.of("a late subscriber hears something else");
    }
  }

  @Override
  public void close() {
    subscriber.close();
    server.close();
  }
}
