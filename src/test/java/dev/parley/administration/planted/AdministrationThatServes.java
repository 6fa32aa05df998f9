package dev.parley.administration.planted;

import dev.parley.door.Problem;

/** Breaks a rule, so that the rule is seen to hold. */
final class AdministrationThatServes {
  String look(Problem problem) {
    return problem.toString();
  }
}
