package dev.parley.delivery;

import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Topic;
import org.jspecify.annotations.Nullable;

/** Gives the state of a topic together with the position that it is the state of. */
public interface StateSource {

  /**
   * The state now. Never blocks on anything but memory.
   *
   * @return null where the topic has no state to show
   */
  Notice.@Nullable State state(Topic topic);
}
