package dev.parley.journal;

import dev.parley.store.Store;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.FlushModeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands in one transaction: takes the log, follows what other nodes have appended, lets the
 * features validate and change, appends the events, commits. For the writer's thread alone.
 */
final class BatchRunner {
  private final Store store;
  private final LogTable table;
  private final Chronicle chronicle;
  private final InstantSource clock;
  private final Duration idempotencyRetention;
  private final Map<Class<? extends DurableCommand>, CommandHandler> handlers = new HashMap<>();

  BatchRunner(
      Store store,
      LogTable table,
      Chronicle chronicle,
      List<CommandHandler> handlers,
      InstantSource clock,
      Duration idempotencyRetention) {
    this.store = store;
    this.table = table;
    this.chronicle = chronicle;
    this.clock = clock;
    this.idempotencyRetention = idempotencyRetention;
    this.handlers.put(DurableCommand.ClaimRequest.class, new ClaimHandler());
    for (CommandHandler handler : handlers) {
      for (Class<? extends DurableCommand> command : handler.commands()) {
        if (this.handlers.put(command, handler) != null) {
          throw new IllegalArgumentException("two handlers for " + command.getSimpleName());
        }
      }
    }
  }

  /**
   * Runs the commands and commits them.
   *
   * @param batchId the id under which the commit can be found
   * @param uncertain the same batch from an earlier try of which nobody knows whether it was
   *     committed
   * @return what is durable now
   * @throws BatchFailure if it is not, or not certainly
   */
  PreparedBatch run(List<Submission> commands, String batchId, @Nullable PreparedBatch uncertain)
      throws BatchFailure {
    Trial trial = new Trial();
    try (EntityManager entities = store.entityManager()) {
      EntityTransaction transaction = entities.getTransaction();
      try {
        entities.setFlushMode(FlushModeType.COMMIT);
        transaction.begin();
        Connection connection = entities.unwrap(Connection.class);
        LogTable.Log log = chronicle.take(connection);
        if (uncertain != null && table.hasBatch(connection, batchId)) {
          transaction.rollback();
          return uncertain;
        }
        chronicle.catchUp(connection, log);
        PreparedBatch prepared = prepare(entities, connection, log, commands, batchId, trial);
        if (prepared.batchId().isEmpty()) {
          transaction.rollback();
          return prepared;
        }
        trial.committing = prepared;
        transaction.commit();
        store.force();
        return prepared;
      } catch (SQLException | RuntimeException e) {
        rollBack(transaction, e);
        throw trial.committing != null
            ? BatchFailure.unknownOutcome(e, trial.committing)
            : BatchFailure.rolledBack(e, trial.running);
      }
    } catch (RuntimeException e) {
      // Closing a broken entity manager may fail as well.
      throw trial.committing != null
          ? BatchFailure.unknownOutcome(e, trial.committing)
          : BatchFailure.rolledBack(e, null);
    }
  }

  /** How far a run has come; says what its failure means. */
  private static final class Trial {
    private @Nullable Submission running;
    private @Nullable PreparedBatch committing;
  }

  private PreparedBatch prepare(
      EntityManager entities,
      Connection connection,
      LogTable.Log log,
      List<Submission> commands,
      String batchId,
      Trial trial)
      throws SQLException {
    LogState state = chronicle.state();
    Instant now = latest(clock.instant().truncatedTo(ChronoUnit.MILLIS), log.lastAt());
    JpaBatch batch = new JpaBatch(entities, state, now, log.lastStamp());
    announceKeys(commands, batch);
    batch.fetchAnnounced();
    Map<Submission, Reply> replies = new LinkedHashMap<>();
    boolean worked = false;
    for (Submission command : commands) {
      trial.running = command;
      batch.next(command.caller());
      Reply earlier = earlierReply(command.idempotency(), batch);
      Reply reply = earlier != null ? earlier : handle(command, batch);
      worked |= earlier == null && !(reply instanceof Reply.Refused);
      replies.put(command, reply);
    }
    trial.running = null;
    List<Publication> publications = List.copyOf(batch.publications());
    if (!worked) {
      return new PreparedBatch(
          "", state.applied() + 1, List.of(), List.of(), replies, log.lastStamp());
    }
    PreparedBatch prepared =
        new PreparedBatch(
            batchId,
            log.seq() + 1,
            publications,
            List.copyOf(batch.remarks()),
            replies,
            batch.lastStamp());
    entities.flush();
    batch.writes().run(connection);
    table.append(connection, prepared.firstSeq(), publications);
    table.takeBack(connection, publications);
    table.setHeads(connection, batch.heads(), state.reaches());
    table.advance(connection, prepared.lastSeq(), batch.lastStamp(), now);
    table.addBatch(connection, batchId, prepared.lastSeq(), now);
    return prepared;
  }

  private static Instant latest(Instant now, long lastAt) {
    return now.toEpochMilli() < lastAt ? Instant.ofEpochMilli(lastAt) : now;
  }

  private void announceKeys(List<Submission> commands, JpaBatch batch) {
    for (Submission command : commands) {
      handler(command).announceKeys(command.command(), command.caller(), batch);
      Idempotency idempotency = command.idempotency();
      if (idempotency != null) {
        batch.add(IdempotencyRecord.class, idempotency.key());
      }
    }
  }

  private @Nullable Reply earlierReply(@Nullable Idempotency request, JpaBatch batch) {
    if (request == null) {
      return null;
    }
    IdempotencyRecord earlier = batch.find(IdempotencyRecord.class, request.key());
    if (earlier == null || earlier.isOlderThan(batch.now().minus(idempotencyRetention))) {
      return null;
    }
    return earlier.matches(request)
        ? earlier.reply()
        : Reply.refused(
            Refusal.Code.INVALID, "The Idempotency-Key was used for another request before.");
  }

  private Reply handle(Submission command, JpaBatch batch) {
    Reply reply = handler(command).handle(command.command(), batch);
    Idempotency request = command.idempotency();
    if (request != null && !(reply instanceof Reply.Refused)) {
      IdempotencyRecord kept = batch.find(IdempotencyRecord.class, request.key());
      if (kept == null) {
        kept = new IdempotencyRecord(request.key());
        kept.keep(request, reply, batch.now());
        batch.persist(kept, request.key());
      } else {
        kept.keep(request, reply, batch.now());
      }
    }
    return reply;
  }

  private CommandHandler handler(Submission command) {
    CommandHandler handler = handlers.get(command.command().getClass());
    if (handler == null) {
      throw new IllegalStateException(
          "no feature runs " + command.command().getClass().getSimpleName());
    }
    return handler;
  }

  private static void rollBack(EntityTransaction transaction, Exception cause) {
    try {
      if (transaction.isActive()) {
        transaction.rollback();
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
