package dev.parley.collaboration;

import dev.parley.vocabulary.Activity;
import dev.parley.vocabulary.ActivitySearch;
import dev.parley.vocabulary.AgentQuery.ListAgents;
import dev.parley.vocabulary.AgentQuery.ShowAgent;
import dev.parley.vocabulary.AgentView;
import dev.parley.vocabulary.Query.ListMemoryUpdates;
import dev.parley.vocabulary.Query.ShowActiveCollaborations;
import dev.parley.vocabulary.Query.ShowActivityFeed;
import dev.parley.vocabulary.Query.ShowAgentStatus;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.View;
import jakarta.persistence.EntityManager;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the questions about what agents do and remember. Safe for use by any number of threads.
 *
 * <p>Shows nothing beyond the durable head: a row can be seen a moment before the commit that wrote
 * it is forced to the disk, so rows with a greater stamp than the durable one are left out, and an
 * activity that the model still knows as active is shown as active.
 */
public final class CollaborationQueries {
  private final StatusModel model;
  private final Supplier<EntityManager> database;
  private final LongSupplier durableStamp;

  /**
   * @param database gives fresh entity managers, which are closed here
   * @param durableStamp gives the greatest stamp that is durable
   */
  public CollaborationQueries(
      StatusModel model, Supplier<EntityManager> database, LongSupplier durableStamp) {
    this.model = model;
    this.database = database;
    this.durableStamp = durableStamp;
  }

  /** The status board. Never blocks on anything but memory. */
  public StatusBoard agentStatus(ShowAgentStatus query) {
    return model.snapshot().state().board();
  }

  /** What the agents are up to. Never blocks on anything but memory. */
  public AgentView agents(ListAgents query) {
    return model.agents();
  }

  /** One agent, or null where nobody knows it. Never blocks on anything but memory. */
  public @Nullable AgentView agent(ShowAgent query) {
    return model.agent(query.agentId());
  }

  /** The active sessions. Never blocks on anything but memory. */
  public View.ActiveSessions activeCollaborations(ShowActiveCollaborations query) {
    return new View.ActiveSessions(model.snapshot().state().activeSessions());
  }

  /**
   * The newest activities that fit. Asks the database: blocks.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public View.ActivityFeed activityFeed(ShowActivityFeed query) {
    ActivitySearch search = query.search();
    StampQuery<ActivityRow> rows =
        new StampQuery<>(ActivityRow.class, query.slice(), durableStamp.getAsLong())
            .equal("agentId", search.agentId())
            .equal("department", search.department())
            .equal("type", search.type() == null ? null : search.type().wireName())
            .equal("status", search.status() == null ? null : search.status().wireName())
            .since(search.since())
            .until(search.until());
    Part<ActivityRow> part = rows.read(database);
    return new View.ActivityFeed(
        part.items().stream().map(model::shown).filter(shown -> fits(search, shown)).toList(),
        search.agentId(),
        part.next(ActivityRow::stamp));
  }

  private static boolean fits(ActivitySearch search, Activity activity) {
    return search.status() == null || search.status() == activity.status();
  }

  /**
   * The newest memory updates that fit. Asks the database: blocks.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public View.MemoryUpdates memoryUpdates(ListMemoryUpdates query) {
    Part<MemoryUpdateRow> part =
        new StampQuery<>(MemoryUpdateRow.class, query.slice(), durableStamp.getAsLong())
            .equal("itemId", query.itemId())
            .equal("agentId", query.agentId())
            .read(database);
    return new View.MemoryUpdates(
        part.items().stream().map(MemoryUpdateRow::update).toList(),
        part.next(MemoryUpdateRow::stamp));
  }
}
