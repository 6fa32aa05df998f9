package dev.parley.identity;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;

/** What came of a credential. */
public sealed interface Authentication {

  /** The hub knows who asks. */
  record Accepted(Caller caller) implements Authentication {}

  /**
   * The hub does not.
   *
   * @param refusal {@code unauthenticated} or {@code unavailable}, with one sentence that tells
   *     what is wrong and nothing of what was presented
   */
  record Refused(Refusal refusal) implements Authentication {}
}
