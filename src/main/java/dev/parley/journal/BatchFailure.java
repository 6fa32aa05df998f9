package dev.parley.journal;

import org.jspecify.annotations.Nullable;

/** A batch did not come to a known good end. */
final class BatchFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Failure failure;
  private final transient @Nullable Submission culprit;
  private final transient @Nullable PreparedBatch uncertain;

  private BatchFailure(
      Failure failure,
      Throwable cause,
      @Nullable Submission culprit,
      @Nullable PreparedBatch uncertain) {
    super(cause);
    this.failure = failure;
    this.culprit = culprit;
    this.uncertain = uncertain;
  }

  /** Nothing has happened. */
  static BatchFailure rolledBack(Throwable cause, @Nullable Submission culprit) {
    return new BatchFailure(Failure.of(cause), cause, culprit, null);
  }

  /** The commit was sent; nobody knows what became of it. */
  static BatchFailure unknownOutcome(Throwable cause, PreparedBatch batch) {
    return new BatchFailure(Failure.STORE, cause, null, batch);
  }

  Failure failure() {
    return failure;
  }

  /** The command at fault, where that is known. */
  @Nullable Submission culprit() {
    return culprit;
  }

  /** The batch that may or may not be committed; null where it certainly is not. */
  @Nullable PreparedBatch uncertain() {
    return uncertain;
  }
}
