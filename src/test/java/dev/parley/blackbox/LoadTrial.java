package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.SteadyLoad;
import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Watchers;
import java.time.Duration;

/**
 * 50 dashboards of 5 users watch 40 agents that record 200 activities a second: each hears every
 * event, once and in order, on the connection that it began with.
 */
public final class LoadTrial implements AutoCloseable {
  private static final int USERS = 5;
  private static final int PER_USER = 10;
  private static final int AGENTS = 40;
  private static final int PER_SECOND = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Watchers watchers = new Watchers();
  private final SteadyLoad load;
  private long head;
  private int sent;

  /** Connects the dashboards. */
  public LoadTrial(Target target) throws Exception {
    for (int user = 0; user < USERS; user++) {
      Target.Key key = target.key("user", Target.fresh("user"), "observer");
      for (int i = 0; i < PER_USER; i++) {
        watchers.add(target, key.secret(), "?client_id=dashboard-" + i);
      }
    }
    watchers.awaitStates(PATIENCE);
    head = target.position().offset();
    load = new SteadyLoad(target, AGENTS, PER_SECOND, 0);
  }

  /** Records for so long, and waits until all have heard it. */
  public void run(Duration duration) throws Exception {
    SteadyLoad.Outcome outcome = load.run(duration);
    sent += outcome.answered();
    head += outcome.answered();
    watchers.reach(head, PATIENCE);
    assertThat(outcome.others()).isEmpty();
    assertThat(outcome.answered()).isEqualTo((int) duration.toSeconds() * PER_SECOND);
    // A dashboard that was cut is a fault: it does not connect again.
    assertThat(watchers.faults()).isEmpty();
    assertThat(watchers.events()).isEqualTo((long) sent * USERS * PER_USER);
  }

  @Override
  public void close() {
    watchers.close();
  }
}
