package dev.parley.collaboration;

import dev.parley.delivery.StateSource;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Gives connections the state of the collaboration topic. Safe for use by any number of threads.
 */
public final class CollaborationStates implements StateSource {
  private final StatusModel model;

  /** Gives what that model knows. */
  public CollaborationStates(StatusModel model) {
    this.model = model;
  }

  /** Null for every topic but {@link Topic#COLLABORATION}. */
  @Override
  public CompletionStage<Notice.@Nullable State> state(Topic topic) {
    if (!topic.equals(Topic.COLLABORATION)) {
      return CompletableFuture.completedFuture(null);
    }
    StatusSnapshot snapshot = model.snapshot();
    return CompletableFuture.completedFuture(
        new Notice.State(topic, snapshot.state(), snapshot.position()));
  }
}
