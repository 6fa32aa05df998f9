package dev.parley.collaboration;

import static dev.parley.collaboration.Commands.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.LatestEvent.BoardChanged;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoardTickerTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final StatusModel model = journal.follow(new StatusModel(10, remarks -> {}));
  private final HandTimer timer = new HandTimer();
  private final List<Publication> told = new ArrayList<>();
  private final List<Boolean> changes = new ArrayList<>();
  private boolean broken;
  private final BoardTicker ticker =
      new BoardTicker(
          model,
          (board, changed) -> {
            if (broken) {
              throw new IllegalStateException("the outlet is broken");
            }
            told.add(board);
            changes.add(changed);
          },
          journal::now);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void everybodyIsToldWhatChangedAndNewcomersTheSamePublicationAgain() {
    ticker.start(timer);
    assertThat(timer.period).isEqualTo(TimeUnit.SECONDS.toMillis(2));
    timer.tick();
    timer.tick();
    journal.create(record("a"));
    Instant recorded = journal.now();
    timer.tick();
    journal.run(new RecordMemoryUpdate(MemoryOperation.READ, "i", "a", Json.EMPTY));
    timer.tick();

    assertThat(changes).containsExactly(true, false, true, false);
    assertThat(told.get(1)).isSameAs(told.get(0));
    assertThat(told.get(3)).isSameAs(told.get(2));
    assertThat(told.get(2))
        .isEqualTo(
            new Publication(
                Topic.COLLABORATION,
                new BoardChanged(model.snapshot().state().board()),
                recorded,
                null));
  }

  @Test
  void whatCouldNotBeToldIsToldTheNextTime() {
    ticker.start(timer);
    timer.tick();
    journal.create(record("a"));
    broken = true;
    timer.tick();
    broken = false;
    timer.tick();

    assertThat(changes).containsExactly(true, true);
    assertThat(((BoardChanged) told.get(1).event()).board().totalAgents()).isEqualTo(1);
  }

  @Test
  void aClosedTickerIsSilent() {
    ticker.start(timer);
    ticker.close();
    assertThat(timer.task.isCancelled()).isTrue();
    ticker.close();
  }

  @Test
  void aTickerIsStartedOnce() {
    ticker.start(timer);
    assertThatThrownBy(() -> ticker.start(timer)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTickerThatWasNeverStartedCanBeClosed() {
    ticker.close();
    assertThat(told).isEmpty();
  }

  /** A timer that runs its one task when the test says so. */
  private static final class HandTimer extends ScheduledThreadPoolExecutor {
    private Runnable command = () -> {};
    private Task task;
    private long period;

    HandTimer() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      assertThat(initialDelay).isZero();
      this.command = command;
      this.period = unit.toMillis(delay);
      this.task = new Task(command);
      return task;
    }

    void tick() {
      command.run();
    }
  }

  private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    Task(Runnable command) {
      super(command, null);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return 0;
    }
  }
}
