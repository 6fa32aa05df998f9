package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.ContentRemark.ContentProgressed;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.ContentStatus;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not kept is not told after the durable event that has overtaken it. */
final class OvertakenTest {
  private static final Topic TOPIC = Topic.ofContent("post");

  private final SteppedHub stepped = new SteppedHub();
  private final RecordingTransport client = new RecordingTransport();

  private void progress(long basis) {
    ContentStatus status =
        new ContentStatus(
            "post", null, ContentState.GENERATING, 50, Json.EMPTY, null, "writer", Instant.EPOCH);
    stepped.hub.published(
        List.of(new Publication(TOPIC, new ContentProgressed(status, basis), Instant.EPOCH, null)));
  }

  private void open() {
    stepped.history.append(TOPIC, 1);
    stepped.open(client, TOPIC, new Opening.Since("e1", 1), Filter.ALL);
    stepped.settle();
    client.clear();
  }

  @Test
  void progressIsTold() {
    open();
    progress(1);
    stepped.settle();
    assertThat(client.lines()).containsExactly("latest progress");
  }

  @Test
  void progressThatWaitsWhileTheStateChangesIsNot() {
    open();
    client.hold();
    stepped.publish(TOPIC, 1);
    stepped.settle();
    progress(2);
    stepped.publish(TOPIC, 1);
    stepped.settle();
    client.flow();
    stepped.settle();
    assertThat(client.lines())
        .containsExactly("event content:post/e1/2", "event content:post/e1/3");

    progress(3);
    stepped.settle();
    assertThat(client.lines()).endsWith("latest progress");
  }
}
