package dev.parley.vocabulary;

import java.time.Instant;

/** The answer to a command. */
public sealed interface Reply {

  /** It is done, and lasting where the command was durable. */
  record Done() implements Reply {}

  /** It is done, and what it made has this id. */
  record Created(String id) implements Reply {}

  /**
   * It is done, and is said on a topic.
   *
   * @param id of what was made
   * @param position where it stands in the topic's feed
   * @param time when, in milliseconds
   */
  record Posted(String id, Position position, Instant time) implements Reply {}

  /** Here is what was asked for. */
  record Shown(View view) implements Reply {}

  /** It was not done. Unless the refusal says otherwise, nothing has changed. */
  record Refused(Refusal refusal) implements Reply {}

  /** {@code Done}. */
  static Reply done() {
    return new Done();
  }

  /** {@code Created} with that id. */
  static Reply created(String id) {
    return new Created(id);
  }

  /** {@code Shown} with that view. */
  static Reply shown(View view) {
    return new Shown(view);
  }

  /** {@code Refused} without more than a code and a sentence. */
  static Reply refused(Refusal.Code code, String detail) {
    return new Refused(Refusal.of(code, detail));
  }
}
