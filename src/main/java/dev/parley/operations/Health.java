package dev.parley.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the hub lives, has started, and is ready to serve. Safe for use by any number of threads;
 * nothing waits: checks run elsewhere and have a time-out.
 */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final List<HealthCheck> checks;
  private final Executor blocking;
  private final ScheduledExecutorService timer;
  private volatile Phase phase = Phase.STARTING;

  /**
   * @param checks what readiness asks
   * @param blocking runs the checks
   * @param timer ends those that take too long
   */
  public Health(List<HealthCheck> checks, Executor blocking, ScheduledExecutorService timer) {
    this.checks = List.copyOf(checks);
    this.blocking = blocking;
    this.timer = timer;
  }

  /** Where the hub is in its life. */
  public enum Phase {
    STARTING,
    SERVING,
    DRAINING
  }

  /** The hub has come to that. */
  public void enter(Phase next) {
    phase = next;
  }

  /** Where the hub is in its life. */
  public Phase phase() {
    return phase;
  }

  /**
   * The answer to one kind of question.
   *
   * @param name the check's
   */
  record Answer(String name, boolean up, Map<String, String> data) {}

  /** Whether the process is alive: it is, or nobody would answer. */
  Answer live() {
    return new Answer("process", true, Map.of());
  }

  /** Whether the start is over. */
  Answer started() {
    return new Answer("start", phase != Phase.STARTING, Map.of());
  }

  /** Whether requests will be served: the hub's phase and all checks, which are asked at once. */
  CompletionStage<List<Answer>> ready() {
    Phase now = phase;
    List<CompletableFuture<Answer>> asked = new ArrayList<>();
    asked.add(
        CompletableFuture.completedFuture(
            new Answer("hub", now == Phase.SERVING, Map.of("phase", now.name()))));
    if (now != Phase.STARTING) {
      checks.forEach(check -> asked.add(ask(check)));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<Answer> ask(HealthCheck check) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    try {
      // Not orTimeout: its thread lives on, and keeps an application that has been undeployed.
      ScheduledFuture<?> end =
          timer.schedule(
              () -> answer.complete(down(check, "no answer")),
              TIMEOUT.toMillis(),
              TimeUnit.MILLISECONDS);
      blocking.execute(
          () -> {
            answer.complete(asked(check));
            end.cancel(false);
          });
      return answer;
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(down(check, "busy"));
    }
  }

  private static Answer asked(HealthCheck check) {
    try {
      HealthCheck.Result result = check.asked().ask();
      return new Answer(check.name(), result.up(), result.data());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down(check, "interrupted");
    } catch (Exception e) {
      LOG.atWarn().setCause(e).addKeyValue("check", check.name()).log("A health check failed");
      return down(check, "failed");
    }
  }

  private static Answer down(HealthCheck check, String why) {
    return new Answer(check.name(), false, Map.of("problem", why));
  }
}
