package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Somebody hears of every connection. */
final class AttendanceTest {
  private final List<String> heard = new ArrayList<>();
  private final Map<String, LongSupplier> signs = new HashMap<>();
  private final List<Publication> present = new ArrayList<>();
  private final SteppedHub stepped = new SteppedHub(new Recorder());
  private final RecordingTransport client = new RecordingTransport();

  private final class Recorder implements Attendance {
    @Override
    public void opened(String connectionId, Caller caller, String door, LongSupplier lastSign) {
      heard.add(connectionId + " opened by " + door);
      signs.put(connectionId, lastSign);
    }

    @Override
    public void listens(String connectionId, Topic topic, Consumer<Publication> to) {
      heard.add(connectionId + " listens to " + topic.kind());
      present.forEach(to);
    }

    @Override
    public void idle(String connectionId, boolean idle) {
      heard.add(connectionId + (idle ? " idle" : " not idle"));
    }

    @Override
    public void ended(String connectionId) {
      heard.add(connectionId + " ended");
    }
  }

  private Connection open() {
    return stepped.open(client, Topic.COLLABORATION);
  }

  @Test
  void aConnectionIsToldFromBeginningToEndEachOnce() {
    Connection connection = open();
    stepped.settle();
    connection.listen(new Opening.Subscription(Topic.GLOBAL, null));
    connection.idle(true);
    stepped.settle();
    connection.close(CloseCode.NORMAL);
    stepped.settle();
    connection.transportClosed();
    connection.transportClosed();
    stepped.advance(Duration.ofSeconds(60));

    assertThat(heard)
        .containsExactlyInAnyOrder(
            "c1 opened by line",
            "c1 listens to COLLABORATION",
            "c1 listens to GLOBAL",
            "c1 idle",
            "c1 ended")
        .startsWith("c1 opened by line")
        .endsWith("c1 ended");
  }

  @Test
  void theEndIsToldAlthoughTheContainerNeverTellsOfIt() {
    open();
    stepped.settle();
    stepped.advance(Duration.ofMinutes(3));
    assertThat(client.code()).isEqualTo(CloseCode.HEARTBEAT_MISSED);
    assertThat(heard).endsWith("c1 ended");
  }

  @Test
  void theEndIsToldWhereTheHubIsClosingAlready() {
    stepped.hub.closeAll(CloseCode.GOING_AWAY);
    open();
    stepped.advance(Duration.ofMinutes(1));
    assertThat(heard).containsExactly("c1 opened by line", "c1 ended");
  }

  @Test
  void signsOfLifeAreThoseOfTheHub() {
    Connection connection = open();
    long opened = signs.get("c1").getAsLong();
    stepped.advance(Duration.ofSeconds(20));
    connection.heard();
    assertThat(signs.get("c1").getAsLong() - opened).isEqualTo(Duration.ofSeconds(20).toNanos());
  }

  @Test
  void whatIsSoComesBeforeWhatIsPublishedLater() {
    present.add(Events.board(1));
    open();
    stepped.settle();
    stepped.hub.publishLatest(Events.board(2), Audience.EVERYBODY);
    stepped.settle();
    assertThat(client.lines()).containsSubsequence("board 1", "board 2");
  }

  @Test
  void whatIsSoAndOutOfDateBeforeItIsSentIsNotSent() {
    present.add(Events.board(1));
    client.hold();
    Connection connection = open();
    stepped.settle();
    connection.listen(new Opening.Subscription(Topic.GLOBAL, null));
    stepped.settle();
    stepped.hub.publishLatest(Events.board(2), Audience.EVERYBODY);
    stepped.settle();
    client.flow();
    stepped.settle();
    assertThat(client.lines())
        .filteredOn(line -> line.startsWith("board"))
        .last()
        .isEqualTo("board 2");
  }
}
