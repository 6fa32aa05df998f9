package dev.parley.door.rooms;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.door.rooms.Frames.Samples;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.ContentCommand.UpdateContentStatus;
import dev.parley.vocabulary.ContentEvent;
import dev.parley.vocabulary.ContentRemark;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.ContentStatus;
import dev.parley.vocabulary.ContentView;
import dev.parley.vocabulary.Event;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that is being made. */
final class ContentSamples {
  private static final String ID = "blog-post-123";
  private static final Json METADATA = new Json("{\"stage\":\"Analyzing topic\"}");
  private static final ContentStatus.Failure FAILURE =
      new ContentStatus.Failure("Out of ink.", true);

  static final UpdateContentStatus UPDATE =
      new UpdateContentStatus(ID, ID.substring(0, 9), ContentState.GENERATING, 10, METADATA, null);

  private ContentSamples() {}

  private static ContentStatus status(ContentState state, ContentStatus.@Nullable Failure failure) {
    return new ContentStatus(ID, "blog-post", state, 10, METADATA, failure, "writer", Samples.NOON);
  }

  static Function<RoomsDialect, @Nullable Frame> changed() {
    return said(
        Topic.ofContent(ID),
        new ContentEvent.ContentStatusChanged(status(ContentState.GENERATING, null)));
  }

  static Function<RoomsDialect, @Nullable Frame> failed() {
    return said(Topic.ofContent(ID), new ContentEvent.ContentFailed(ID, FAILURE, Samples.NOON));
  }

  static Function<RoomsDialect, @Nullable Frame> retried() {
    return said(
        Topic.of(Caller.Kind.AGENT, "writer"),
        new ContentEvent.ContentRetryRequested(
            status(ContentState.FAILED, FAILURE), "alice", Samples.NOON));
  }

  private static Function<RoomsDialect, @Nullable Frame> said(Topic topic, Event event) {
    return dialect -> dialect.encode(new Publication(topic, event, Samples.NOON, Samples.PLACE));
  }

  static Function<RoomsDialect, @Nullable Frame> progressed() {
    return dialect ->
        dialect.encode(
            new Publication(
                Topic.ofContent(ID),
                new ContentRemark.ContentProgressed(status(ContentState.GENERATING, null), 42),
                Samples.NOON,
                null));
  }

  static Function<RoomsDialect, @Nullable Frame> watched() {
    return dialect ->
        dialect.encode(
            new Dialect.Request(new ConnectionCommand.WatchContent(ID), "r1"),
            Reply.shown(
                new ContentView.OneContent(
                    ID, status(ContentState.GENERATING, null), Samples.PLACE)));
  }
}
