package dev.parley.identity;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;

/** Takes apart what came of a credential. */
final class Outcomes {
  private Outcomes() {}

  static Caller accepted(Authentication result) {
    return switch (result) {
      case Authentication.Accepted accepted -> accepted.caller();
      case Authentication.Refused refused -> throw new AssertionError(refused.refusal().detail());
    };
  }

  static Refusal refused(Authentication result) {
    return switch (result) {
      case Authentication.Accepted accepted ->
          throw new AssertionError(accepted.caller().toString());
      case Authentication.Refused refused -> refused.refusal();
    };
  }
}
