package dev.parley.delivery;

import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Topic;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives the state of a topic together with the position that it is the state of. */
public interface StateSource {

  /**
   * The state now. Never blocks: a state that has to be read from the store comes later.
   *
   * @return completes on any thread; with null where the topic has no state to show
   */
  CompletionStage<Notice.@Nullable State> state(Topic topic);
}
