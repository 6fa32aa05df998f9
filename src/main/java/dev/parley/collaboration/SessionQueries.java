package dev.parley.collaboration;

import dev.parley.vocabulary.Query.ListCollaborations;
import dev.parley.vocabulary.Query.ShowCollaboration;
import dev.parley.vocabulary.Session;
import dev.parley.vocabulary.SessionRecord;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.View;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the questions about sessions that have been. Asks the database: blocks. Safe for use by
 * any number of threads. Shows nothing beyond the durable head, as {@link CollaborationQueries}:
 * what the model knows as active is active, with the model's counts.
 */
public final class SessionQueries {
  private final StatusModel model;
  private final DecisionQueries requests;
  private final Supplier<EntityManager> database;
  private final LongSupplier durableStamp;

  /**
   * @param database gives fresh entity managers, which are closed here
   * @param durableStamp gives the greatest stamp that is durable
   */
  public SessionQueries(
      StatusModel model,
      DecisionQueries requests,
      Supplier<EntityManager> database,
      LongSupplier durableStamp) {
    this.model = model;
    this.requests = requests;
    this.database = database;
    this.durableStamp = durableStamp;
  }

  /**
   * Sessions, newest first.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public View.Sessions list(ListCollaborations query) {
    Part<SessionRow> part =
        new StampQuery<>(SessionRow.class, query.slice(), durableStamp.getAsLong())
            .equal("active", query.active())
            .read(database);
    // The model is asked after the rows were read: what ended in between is read again.
    Map<String, Session> active = active();
    return new View.Sessions(
        part.items().stream()
            .map(row -> shown(row, active))
            .filter(session -> fits(query, session))
            .toList(),
        part.next(SessionRow::stamp));
  }

  private static boolean fits(ListCollaborations query, SessionRecord session) {
    return query.active() == null || query.active() == (session.endedAt() == null);
  }

  /**
   * One session with what was done in it; null where there is none.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public View.@Nullable SessionDetail detail(ShowCollaboration query) {
    OptionalLong stamp = Ids.parseSession(query.sessionId());
    long head = durableStamp.getAsLong();
    if (stamp.isEmpty() || stamp.getAsLong() > head) {
      return null;
    }
    try (EntityManager entities = database.get()) {
      SessionRow row = entities.find(SessionRow.class, stamp.getAsLong());
      if (row == null) {
        return null;
      }
      SessionRecord session = shown(row, active());
      List<ActivityRow> activities =
          entities
              .createQuery(
                  "SELECT activity FROM ActivityRow activity"
                      + " WHERE activity.stamp > :start AND activity.stamp <= :end"
                      + " AND activity.agentId IN :participants ORDER BY activity.stamp DESC",
                  ActivityRow.class)
              .setParameter("start", row.stamp())
              .setParameter("end", Math.min(head, row.endStamp()))
              .setParameter("participants", row.participants())
              .setMaxResults(Slice.MAX_LIMIT)
              .getResultList();
      List<DecisionRow> decisions =
          entities
              .createQuery(
                  "SELECT decision FROM DecisionRow decision"
                      + " WHERE decision.sessionStamp = :session AND decision.stamp <= :head"
                      + " ORDER BY decision.sessionStamp DESC, decision.stamp DESC",
                  DecisionRow.class)
              .setParameter("session", row.stamp())
              .setParameter("head", head)
              .setMaxResults(Slice.MAX_LIMIT)
              .getResultList();
      return new View.SessionDetail(
          session,
          activities.stream().map(model::shown).toList(),
          decisions.stream().map(DecisionRow::decision).toList(),
          requests.ofSession(query.sessionId()));
    }
  }

  private Map<String, Session> active() {
    return model.snapshot().state().activeSessions().stream()
        .collect(Collectors.toMap(Session::sessionId, Function.identity()));
  }

  private SessionRecord shown(SessionRow row, Map<String, Session> active) {
    Session session = active.get(row.sessionId());
    return session != null
        ? new SessionRecord(session, null)
        : (row.isActive() ? again(row) : row).record(Totals.NONE);
  }

  private SessionRow again(SessionRow row) {
    try (EntityManager entities = database.get()) {
      return entities.find(SessionRow.class, row.stamp());
    }
  }
}
