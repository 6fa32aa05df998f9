package dev.parley.delivery;

import static dev.parley.vocabulary.Topic.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rings and pages stay within their bounds, whatever their events turn out to weigh. */
final class BoundsTest {
  private final MemoryHistory history = new MemoryHistory();

  @Test
  void aRingKeepsItsNewestEvents() {
    Ring ring = new Ring(20, 1 << 20);
    ring.clear(100);
    for (long offset = 101; offset <= 200; offset++) {
      ring.add(entry(offset));
      assertThat(ring.head()).isEqualTo(offset);
      assertThat(ring.first()).isEqualTo(Math.max(101, offset - 19));
    }
    @Nullable Entry[] copied = new Entry[8];
    assertThat(ring.copy(185, copied)).isEqualTo(8);
    assertThat(copied).extracting(entry -> entry.offset()).startsWith(185L).endsWith(192L);
    assertThat(ring.copy(199, copied)).isEqualTo(2);
    assertThat(ring.bytes()).isEqualTo(20 * 256);
  }

  @Test
  void aRingIsBoundedInBytesWhenFramesAreAdded() {
    Ring ring = new Ring(100, 10_000);
    ring.clear(0);
    List<Entry> entries = new ArrayList<>();
    for (long offset = 1; offset <= 30; offset++) {
      entries.add(entry(offset));
      ring.add(entries.get(entries.size() - 1));
    }
    assertThat(ring.first()).isEqualTo(1);
    entries.forEach(entry -> ring.grown(entry, 2_000));
    assertThat(ring.bytes()).isLessThanOrEqualTo(10_000);
    assertThat(ring.first()).isGreaterThan(25);
    ring.grown(entries.get(29), 50_000);
    assertThat(ring.first()).as("the newest stays whatever it weighs").isEqualTo(30);
  }

  @Test
  void aRingHasNoHoles() {
    Ring ring = new Ring(10, 1 << 20);
    ring.clear(5);
    Entry tooLate = entry(7);
    assertThatThrownBy(() -> ring.add(tooLate)).isInstanceOf(IllegalArgumentException.class);
  }

  private Entry entry(long offset) {
    while (history.head(COLLABORATION) < offset - 1) {
      history.append(COLLABORATION);
    }
    return new Entry(history.append(COLLABORATION), null);
  }

  @Test
  void aFeedIsBoundedInBytesWithTheFramesOfAllDialects() {
    SteppedHub stepped = new SteppedHub(new Settings().ring(4096, 100_000).build());
    stepped.dialect.padding(1_000);
    LineDialect other = new LineDialect("other").padding(2_000);
    RecordingTransport client = new RecordingTransport();
    stepped.open(client, COLLABORATION);
    stepped.open(other, new RecordingTransport(), COLLABORATION, null, Filter.ALL);
    stepped.settle();
    for (int i = 0; i < 50; i++) {
      stepped.publish(COLLABORATION, 10);
      stepped.settle();
    }
    Feed feed = stepped.hub.feeds().retain(COLLABORATION);
    assertThat(feed.bytes()).isBetween(50_000L, 100_000L);
    assertThat(client.lines()).hasSize(2 + 500);
  }

  @Test
  void pagesAreBoundedAndDroppedWhenNobodyUsesThem() {
    SteppedHub stepped = new SteppedHub(new Settings().ring(10, 1 << 20).pages(50, 60_000).build());
    stepped.dialect.padding(300);
    stepped.history.append(COLLABORATION, 5_000);
    List<RecordingTransport> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      RecordingTransport client = new RecordingTransport();
      clients.add(client);
      stepped.open(client, COLLABORATION, new Opening.Since("e1", i * 400L), Filter.ALL);
    }
    stepped.settle();
    Pages pages = stepped.hub.core().pages();
    assertThat(pages.bytes()).isBetween(1L, 60_000L);
    assertThat(clients)
        .allSatisfy(
            client -> assertThat(client.lines().get(client.lines().size() - 1)).contains("/5000"));
    stepped.advance(Duration.ofSeconds(12));
    assertThat(pages.bytes()).isZero();
  }

  @Test
  void pagesOfATopicWithoutListenersAreDropped() {
    SteppedHub stepped = new SteppedHub();
    stepped.history.append(COLLABORATION, 100);
    Connection connection =
        stepped.open(
            new RecordingTransport(), COLLABORATION, new Opening.Since("e1", 0), Filter.ALL);
    stepped.settle();
    assertThat(stepped.hub.core().pages().bytes()).isPositive();
    connection.transportClosed();
    stepped.settle();
    assertThat(stepped.hub.core().pages().bytes()).isZero();
  }

  @Test
  void settingsMustBePositive() {
    assertThatThrownBy(() -> new Settings().ring(0, 1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ringEvents");
  }
}
