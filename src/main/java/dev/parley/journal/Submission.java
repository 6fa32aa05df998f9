package dev.parley.journal;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A command on its way through the journal. It is answered exactly once, whoever comes first. */
final class Submission {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private enum State {
    WAITING,
    RUNNING,
    ANSWERED
  }

  private final DurableCommand command;
  private final Caller caller;
  private final @Nullable Idempotency idempotency;
  private final long submittedAt;
  private final Executor answers;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  /**
   * @param submittedAt in nanoseconds of the journal's clock
   * @param answers runs what follows the answer, so that the writer does not
   */
  Submission(
      DurableCommand command,
      Caller caller,
      @Nullable Idempotency idempotency,
      long submittedAt,
      Executor answers) {
    this.command = command;
    this.caller = caller;
    this.idempotency = idempotency;
    this.submittedAt = submittedAt;
    this.answers = answers;
  }

  DurableCommand command() {
    return command;
  }

  Caller caller() {
    return caller;
  }

  @Nullable Idempotency idempotency() {
    return idempotency;
  }

  long submittedAt() {
    return submittedAt;
  }

  int weight() {
    return command.weight();
  }

  CompletionStage<Reply> reply() {
    return reply;
  }

  boolean isAnswered() {
    return state.get() == State.ANSWERED;
  }

  /** Begins to run it; false if it was answered while it waited. */
  boolean begin() {
    return state.compareAndSet(State.WAITING, State.RUNNING);
  }

  void answer(Reply answer) {
    if (state.getAndSet(State.ANSWERED) != State.ANSWERED) {
      reply.completeAsync(() -> answer, answers);
    }
  }

  void unavailable(String detail) {
    answer(new Reply.Refused(Refusal.unavailable(detail, RETRY_AFTER)));
  }
}
