package dev.parley.assembly;

import dev.parley.delivery.StateSource;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Says who gives the state of which topic. */
record States(StateSource collaboration, StateSource rooms, StateSource contents)
    implements StateSource {
  @Override
  public CompletionStage<Notice.@Nullable State> state(Topic topic) {
    return switch (topic.kind()) {
      case COLLABORATION -> collaboration.state(topic);
      case ROOM -> rooms.state(topic);
      case CONTENT -> contents.state(topic);
      // What is said there stands for itself.
      case USER, AGENT, SERVICE, GLOBAL, AGENTS, PRESENCE, IDENTITY ->
          CompletableFuture.completedFuture(null);
    };
  }
}
