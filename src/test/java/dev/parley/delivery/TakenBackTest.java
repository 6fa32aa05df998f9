package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.RoomEvent;
import dev.parley.vocabulary.Topic;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What was taken back is heard by nobody who has not heard it before. */
final class TakenBackTest {
  private static final Topic ROOM = new Topic(Topic.Kind.ROOM, "r");

  private static RoomEvent.MessagePosted secret() {
    return new RoomEvent.MessagePosted(
        new Message(
            "m",
            "r",
            "alice",
            "Alice",
            "secret",
            Message.Type.TEXT,
            List.<Attachment>of(),
            null,
            Instant.EPOCH,
            Instant.EPOCH,
            null));
  }

  private static RoomEvent.MessageDeleted deleted(long... offsets) {
    return new RoomEvent.MessageDeleted(
        "r", "m", null, java.util.Arrays.stream(offsets).boxed().toList());
  }

  private static RecordingTransport listen(SteppedHub stepped) {
    RecordingTransport client = new RecordingTransport();
    listen(stepped, client);
    return client;
  }

  private static void listen(SteppedHub stepped, RecordingTransport client) {
    stepped.open(client, ROOM, new Opening.Since("e1", 0), Filter.ALL);
  }

  private static List<Long> offsets(RecordingTransport client) {
    return client.frames().stream()
        .filter(frame -> frame.position() != null)
        .map(frame -> frame.position().offset())
        .toList();
  }

  @Test
  void itIsGoneFromTheRing() {
    SteppedHub stepped = new SteppedHub();
    RecordingTransport early = listen(stepped);
    stepped.settle();
    stepped.announce(List.of(stepped.history.append(ROOM, secret())));
    stepped.publish(ROOM, 1);
    stepped.settle();
    assertThat(early.lines()).anyMatch(line -> line.contains("secret"));

    stepped.announce(List.of(stepped.history.takeBack(ROOM, deleted(1))));
    stepped.settle();
    int reads = stepped.history.reads();
    RecordingTransport late = listen(stepped);
    stepped.settle();

    assertThat(stepped.history.reads()).as("from the ring").isEqualTo(reads);
    assertThat(offsets(late)).containsExactly(1L, 2L, 3L);
    assertThat(late.lines()).noneMatch(line -> line.contains("secret"));
    assertThat(late.lines().get(1)).contains("MessageDeleted");
    assertThat(offsets(early)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whoHasNotBeenSentItYetIsNotSentIt() {
    SteppedHub stepped = new SteppedHub();
    RecordingTransport slow = listen(stepped);
    stepped.settle();
    slow.hold();
    stepped.publish(ROOM, 1);
    stepped.settle();
    stepped.announce(List.of(stepped.history.append(ROOM, secret())));
    stepped.settle();
    stepped.announce(List.of(stepped.history.takeBack(ROOM, deleted(2))));
    stepped.settle();
    slow.flow();
    stepped.settle();

    assertThat(offsets(slow)).containsExactly(1L, 2L, 3L);
    assertThat(slow.lines()).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void itIsGoneFromThePagesThatWereRead() {
    SteppedHub stepped = new SteppedHub(new Settings().ring(2, 1 << 20).pages(4, 1 << 20).build());
    stepped.history.append(ROOM, 2);
    stepped.history.append(ROOM, secret());
    stepped.history.append(ROOM, 6);
    RecordingTransport early = listen(stepped);
    stepped.settle();
    assertThat(early.lines()).anyMatch(line -> line.contains("secret"));

    stepped.announce(List.of(stepped.history.takeBack(ROOM, deleted(3))));
    stepped.settle();
    RecordingTransport late = listen(stepped);
    stepped.settle();

    assertThat(offsets(late)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(late.lines()).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void aPageThatIsJustBeingReadIsReadAgain() {
    MemoryHistory log = new MemoryHistory();
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    History interrupted =
        new History() {
          @Override
          public Extent extent(Topic topic) {
            return log.extent(topic);
          }

          @Override
          public List<Publication> read(Topic topic, long first, int limit) {
            List<Publication> read = log.read(topic, first, limit);
            meanwhile.getAndSet(() -> {}).run();
            return read;
          }
        };
    SteppedHub stepped =
        new SteppedHub(new Settings().ring(2, 1 << 20).pages(4, 1 << 20).build(), interrupted, log);
    log.append(ROOM, 2);
    log.append(ROOM, secret());
    log.append(ROOM, 6);
    meanwhile.set(() -> stepped.announce(List.of(log.takeBack(ROOM, deleted(3)))));

    RecordingTransport client = listen(stepped);
    stepped.settle();

    assertThat(offsets(client)).hasSize(10).isSorted();
    assertThat(client.lines()).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void itIsNotSaidWhereItWaitsForWhatWasBefore() {
    SteppedHub stepped = new SteppedHub();
    RecordingTransport client = listen(stepped);
    stepped.settle();
    Publication first = stepped.history.append(ROOM, 1).getFirst();
    Publication said = stepped.history.append(ROOM, secret());
    stepped.announce(List.of(said));
    stepped.announce(List.of(stepped.history.takeBack(ROOM, deleted(2))));
    stepped.settle();
    stepped.announce(List.of(first));
    stepped.settle();

    assertThat(offsets(client)).containsExactly(1L, 2L, 3L);
    assertThat(client.lines()).noneMatch(line -> line.contains("secret"));
  }
}
