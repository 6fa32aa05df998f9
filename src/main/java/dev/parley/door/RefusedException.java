package dev.parley.door;

import dev.parley.vocabulary.Refusal;

/**
 * Carries a refusal out of a door's reading code to the one place that answers it. It is the
 * client's fault and no event of the program: it has no stack trace.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /** Refuses with that. */
  public RefusedException(Refusal refusal) {
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  /** Refuses with a code and a sentence. */
  public RefusedException(Refusal.Code code, String detail) {
    this(Refusal.of(code, detail));
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }
}
