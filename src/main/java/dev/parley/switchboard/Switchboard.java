package dev.parley.switchboard;

import dev.parley.journal.Idempotency;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from the doors to the features. Safe for use by any number of threads; {@link
 * #handle} never blocks, never throws, and its stage never completes exceptionally.
 *
 * <p>In this order: the credential has not expired, the caller may ask for that, the limit is not
 * met, then the command goes where it is carried out. Each command is counted and timed.
 *
 * <p>A repeated request (same {@code Idempotency-Key}) counts against the limit like any other: to
 * know whether its answer is kept would take a look into the database, and a look is what the limit
 * is there to ration. Nothing is lost: the refusal says when to ask again, and then the first
 * answer is given.
 */
public final class Switchboard {

  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  private final DurableExecutor journal;
  private final Queries queries;
  private final EphemeralExecutor ephemerals;
  private final Readership readership;
  private final Operator operator;
  private final ActivityLimits activityLimits;
  private final RoomLimits roomLimits;
  private final UpdateLimits updateLimits;
  private final MeterRegistry meters;
  private final RefusalCounts refusals;
  private final InstantSource clock;

  /**
   * A switchboard.
   *
   * @param journal carries out durable commands
   * @param ephemerals carries out those that leave nothing behind
   * @param queries answers the others
   * @param readership knows who belongs where
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
   * @throws IllegalStateException if there is a kind of query that nobody answers
   */
  public Switchboard(
      DurableExecutor journal,
      EphemeralExecutor ephemerals,
      Queries queries,
      Readership readership,
      Operator operator,
      LimitSettings limits,
      MeterRegistry meters,
      InstantSource clock,
      LongSupplier nanoTime) {
    queries.requireComplete();
    this.journal = journal;
    this.ephemerals = ephemerals;
    this.queries = queries;
    this.readership = readership;
    this.operator = operator;
    this.activityLimits = new ActivityLimits(limits, nanoTime);
    this.roomLimits = new RoomLimits(limits, nanoTime);
    this.updateLimits = new UpdateLimits(limits, nanoTime);
    this.meters = meters;
    this.refusals = new RefusalCounts(meters);
    this.clock = clock;
  }

  /**
   * Carries out what a caller asks for, or refuses it.
   *
   * @param idempotency marks a durable command so that repeating it gives the first answer again;
   *     null where the client gave no key, and for all other commands
   * @return the answer; {@code Done} for a {@link ConnectionCommand} means that it is permitted,
   *     and the connection then carries it out itself. May complete on any thread, the journal's
   *     writer included: what follows must not block.
   */
  public CompletionStage<Reply> handle(
      Command command, Caller caller, @Nullable Idempotency idempotency) {
    Timer.Sample sample = Timer.start(meters);
    CompletionStage<Reply> reply;
    try {
      Refusal refusal = refusal(command, caller);
      reply =
          refusal == null
              ? route(command, caller, idempotency)
              : CompletableFuture.completedFuture(new Reply.Refused(refusal));
    } catch (RuntimeException failure) {
      reply = CompletableFuture.failedFuture(failure);
    }
    return reply
        .exceptionally(failure -> failed(command, failure))
        .whenComplete((done, never) -> count(command, done, sample));
  }

  /**
   * Why the caller may not listen to a topic; null where it may. Every door asks before it opens a
   * subscription.
   */
  public @Nullable Refusal refusalToListen(Caller caller, Topic topic) {
    return Permissions.refusalToListen(caller, topic, readership);
  }

  /** Why the caller may not ask for that; null where it may. Does nothing else. */
  public @Nullable Refusal refusalToAsk(Command command, Caller caller) {
    Refusal refusal = Permissions.refusal(command, caller);
    return refusal != null ? refusal : Permissions.refusalByState(command, caller, readership);
  }

  private @Nullable Refusal refusal(Command command, Caller caller) {
    Instant expiresAt = caller.expiresAt();
    // A connection whose credential has just ended may still have frames on their way.
    if (expiresAt != null
        && !clock.instant().isBefore(expiresAt)
        && !(command instanceof ConnectionCommand.Renew)
        && !(command instanceof EphemeralCommand.SetView view && !view.open())) {
      return Refusal.of(Refusal.Code.UNAUTHENTICATED, "The credential has expired.");
    }
    Refusal refusal = refusalToAsk(command, caller);
    return refusal != null ? refusal : limit(command, caller);
  }

  /** Takes what the command costs; the refusal where there is not enough. */
  private @Nullable Refusal limit(Command command, Caller caller) {
    if (command instanceof RoomCommand asked) {
      Refusal refusal = roomLimits.take(asked, caller, readership.makesRoom(asked));
      if (refusal != null) {
        return refusal;
      }
    }
    if (UpdateLimits.counts(command)) {
      return updateLimits.take(caller);
    }
    String limited = limitedAgent(command);
    return limited == null ? null : activityLimits.take(limited, caller.plan());
  }

  /** The agent against whose limit the command counts; null where it counts against none. */
  private static @Nullable String limitedAgent(Command command) {
    return switch (command) {
      case DurableCommand.RecordActivity c -> c.agentId();
      case DurableCommand.RecordDecision c -> c.agentId();
      case DurableCommand.RequestDecision c -> c.agentId();
      default -> null;
    };
  }

  private CompletionStage<Reply> route(
      Command command, Caller caller, @Nullable Idempotency idempotency) {
    return switch (command) {
      case DurableCommand durable -> journal.submit(durable, caller, idempotency);
      case EphemeralCommand passing ->
          CompletableFuture.completedFuture(ephemerals.execute(passing, caller));
      case Query query -> queries.answer(query, caller);
      case OperatorCommand operation -> operator.carryOut(operation);
      case ConnectionCommand connection -> CompletableFuture.completedFuture(Reply.done());
    };
  }

  /** A client learns the id under which the log has the failure, and nothing more. */
  private static Reply failed(Command command, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof RejectedExecutionException) {
      return new Reply.Refused(
          Refusal.unavailable("Too many reads are waiting; try again.", BUSY_RETRY));
    }
    String id = UUID.randomUUID().toString();
    LOG.atError()
        .setCause(cause)
        .addKeyValue("failure", id)
        .addKeyValue("command", name(command))
        .log("A command failed");
    return Reply.refused(
        Refusal.Code.INTERNAL, "The hub failed; its log tells why under " + id + ".");
  }

  /** Counts a refusal that a door has told without asking: what it could not read, for example. */
  public void refused(Refusal.Code code) {
    refusals.count(code);
  }

  private void count(Command command, Reply reply, Timer.Sample sample) {
    if (reply instanceof Reply.Refused refused) {
      refusals.count(refused.refusal().code());
    }
    String outcome =
        switch (reply) {
          case Reply.Done done -> "done";
          case Reply.Created created -> "created";
          case Reply.Posted posted -> "posted";
          case Reply.Shown shown -> "shown";
          case Reply.Refused refused -> refused.refusal().code().wireName();
        };
    sample.stop(
        Timer.builder("parley.commands")
            .description("Commands by kind and outcome, with the time until they were answered")
            .tag("command", name(command))
            .tag("outcome", outcome)
            .register(meters));
  }

  private static String name(Command command) {
    return command
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }
}
