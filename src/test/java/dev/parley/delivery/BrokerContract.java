package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every broker promises; each implementation is run through this by a subclass. */
public abstract class BrokerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MemoryHistory history = new MemoryHistory();
  private Broker broker = new InMemoryBroker();

  /** A broker that has not been used. */
  protected abstract Broker open();

  @BeforeEach
  void begin() {
    broker = open();
  }

  @AfterEach
  void end() {
    broker.close();
  }

  @Test
  void allListenersHearEverythingInOrder() throws InterruptedException {
    Heard first = new Heard();
    Heard second = new Heard();
    broker.listen(first);
    broker.listen(second);
    List<Long> offsets = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      broker.announce(announcement());
      offsets.add((long) i);
    }
    assertThat(first.offsets(200)).isEqualTo(offsets);
    assertThat(second.offsets(200)).isEqualTo(offsets);
  }

  @Test
  void anAnnouncementArrivesAsItWas() throws InterruptedException {
    Heard heard = new Heard();
    broker.listen(heard);
    List<Publication> publications = new ArrayList<>(history.append(Topic.COLLABORATION, 2));
    publications.addAll(history.append(new Topic(Topic.Kind.ROOM, "x"), 2));
    Broker.Announcement announcement = new Broker.Announcement(17, 20, publications);
    broker.announce(announcement);
    assertThat(heard.announcement()).isEqualTo(announcement);
  }

  @Test
  void eventsWithoutOffsetArriveInOrder() throws InterruptedException {
    Heard heard = new Heard();
    broker.listen(heard);
    IntStream.range(0, 50).forEach(i -> broker.publish(List.of(Events.chunk("m", i))));
    for (int i = 0; i < 50; i++) {
      assertThat(heard.published()).isEqualTo(List.of(Events.chunk("m", i)));
    }
  }

  @Test
  void oneCallAtATimeWhoeverPublishes() throws InterruptedException {
    Heard heard = new Heard();
    broker.listen(heard);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread = new Thread(() -> IntStream.range(0, 100).forEach(i -> publishSomething(i)));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join(PATIENCE.toMillis());
    }
    for (int i = 0; i < 400; i++) {
      heard.any();
    }
    assertThat(heard.overlapped).isFalse();
  }

  private void publishSomething(int number) {
    if (number % 2 == 0) {
      broker.announce(announcement());
    } else {
      broker.publish(List.of(Events.chunk("m", number)));
    }
  }

  @Test
  void aListenerThatThrowsSpoilsNothingForTheOthers() throws InterruptedException {
    broker.listen(
        new Broker.Listener() {
          @Override
          public void announced(Broker.Announcement announcement) {
            throw new IllegalStateException("planted: listener");
          }

          @Override
          public void published(List<Publication> publications) {
            throw new IllegalStateException("planted: listener");
          }
        });
    Heard heard = new Heard();
    broker.listen(heard);
    broker.announce(announcement());
    broker.publish(List.of(Events.chunk("m", 0)));
    assertThat(heard.offsets(1)).containsExactly(1L);
    assertThat(heard.published()).hasSize(1);
  }

  @Test
  void whatWasSaidBeforeTheEndWasHeard() throws InterruptedException {
    Heard heard = new Heard();
    broker.listen(heard);
    IntStream.range(0, 100).forEach(i -> broker.announce(announcement()));
    broker.close();
    assertThat(heard.calls).hasSize(100);
  }

  private Broker.Announcement announcement() {
    return new Broker.Announcement(1, 1, List.of(history.append(Topic.COLLABORATION)));
  }

  private static final class Heard implements Broker.Listener {
    private final BlockingQueue<Object> calls = new LinkedBlockingQueue<>();
    private final AtomicBoolean inside = new AtomicBoolean();
    private volatile boolean overlapped;

    @Override
    public void announced(Broker.Announcement announcement) {
      enter();
      calls.add(announcement);
      inside.set(false);
    }

    @Override
    public void published(List<Publication> publications) {
      enter();
      calls.add(publications);
      inside.set(false);
    }

    private void enter() {
      if (!inside.compareAndSet(false, true)) {
        overlapped = true;
      }
      Thread.onSpinWait();
    }

    private Object any() throws InterruptedException {
      Object call = calls.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(call).as("heard in time").isNotNull();
      return call;
    }

    private Broker.Announcement announcement() throws InterruptedException {
      return (Broker.Announcement) any();
    }

    private List<?> published() throws InterruptedException {
      return (List<?>) any();
    }

    private List<Long> offsets(int count) throws InterruptedException {
      List<Long> offsets = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        announcement().publications().forEach(each -> offsets.add(each.offset()));
      }
      return offsets;
    }
  }
}
