package dev.parley.collaboration;

import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.Query.ShowActiveCollaborations;
import dev.parley.vocabulary.Query.ShowActivityFeed;
import dev.parley.vocabulary.Query.ShowAgentStatus;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.View;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers the questions about activities and sessions. Safe for use by any number of threads. */
public final class CollaborationQueries {
  private final StatusModel model;
  private final Supplier<EntityManager> database;

  /**
   * @param database gives fresh entity managers, which are closed here
   */
  public CollaborationQueries(StatusModel model, Supplier<EntityManager> database) {
    this.model = model;
    this.database = database;
  }

  /** The status board. Never blocks on anything but memory. */
  public StatusBoard agentStatus(ShowAgentStatus query) {
    return model.snapshot().state().board();
  }

  /** The active sessions. Never blocks on anything but memory. */
  public View.ActiveSessions activeCollaborations(ShowActiveCollaborations query) {
    return new View.ActiveSessions(model.snapshot().state().activeSessions());
  }

  /**
   * The newest activities. Asks the database: blocks.
   *
   * <p>Shows nothing beyond the durable head: a row can be seen a moment before the commit that
   * wrote it is forced to the disk, so activities that the model does not know yet are left out,
   * and one that the model still knows as active is shown as active. What the model knows is
   * durable, and it knows everything that has been answered.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public View.ActivityFeed activityFeed(ShowActivityFeed query) {
    List<ActivityRow> rows = newest(query.agentId(), query.limit(), model.newestStamp());
    return new View.ActivityFeed(rows.stream().map(this::activity).toList(), query.agentId());
  }

  private List<ActivityRow> newest(@Nullable String agentId, int limit, long head) {
    try (EntityManager entities = database.get()) {
      TypedQuery<ActivityRow> query;
      if (agentId == null) {
        query =
            entities.createQuery(
                "SELECT activity FROM ActivityRow activity"
                    + " WHERE activity.stamp <= :head ORDER BY activity.stamp DESC",
                ActivityRow.class);
      } else {
        // The order names the agent too, because HSQLDB goes along an index only where all its
        // columns are named; with the stamp alone it reads and sorts all that the agent ever did.
        query =
            entities
                .createQuery(
                    "SELECT activity FROM ActivityRow activity"
                        + " WHERE activity.agentId = :agent AND activity.stamp <= :head"
                        + " ORDER BY activity.agentId DESC, activity.stamp DESC",
                    ActivityRow.class)
                .setParameter("agent", agentId);
      }
      return query.setParameter("head", head).setMaxResults(limit).getResultList();
    }
  }

  private Activity activity(ActivityRow row) {
    return model.isActive(row.agentId(), row.stamp())
        ? row.activity(ActivityStatus.ACTIVE)
        : row.activity();
  }
}
