package dev.parley.assembly;

import dev.parley.audit.AuditQueries;
import dev.parley.collaboration.CollaborationQueries;
import dev.parley.collaboration.DecisionQueries;
import dev.parley.collaboration.SessionQueries;
import dev.parley.identity.ApiKeyModel;
import dev.parley.notifications.NotificationQueries;
import dev.parley.switchboard.Queries;
import dev.parley.vocabulary.AgentQuery;
import dev.parley.vocabulary.NotificationQuery;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.View;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who answers which query. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private Answers() {}

  /**
   * The answers of the features.
   *
   * @param readers runs what asks the database
   */
  static Queries of(
      CollaborationQueries collaboration,
      SessionQueries sessions,
      DecisionQueries decisions,
      ApiKeyModel keys,
      NotificationQueries notifications,
      AuditQueries audit,
      Executor readers) {
    return new Queries(readers)
        .inMemory(
            Query.ShowAgentStatus.class,
            (query, caller) -> Reply.shown(collaboration.agentStatus(query)))
        .inMemory(
            Query.ShowActiveCollaborations.class,
            (query, caller) -> Reply.shown(collaboration.activeCollaborations(query)))
        .reading(
            Query.ShowActivityFeed.class,
            (query, caller) -> read(() -> collaboration.activityFeed(query)))
        .reading(
            Query.ListMemoryUpdates.class,
            (query, caller) -> read(() -> collaboration.memoryUpdates(query)))
        .reading(
            Query.ListCollaborations.class, (query, caller) -> read(() -> sessions.list(query)))
        .reading(
            Query.ShowCollaboration.class, (query, caller) -> read(() -> sessions.detail(query)))
        .reading(
            Query.ListDecisionRequests.class, (query, caller) -> read(() -> decisions.list(query)))
        .waiting(
            Query.ShowDecisionRequest.class,
            (query, caller) ->
                decisions
                    .settled(query)
                    .thenApplyAsync(
                        settled -> read(() -> decisions.find(query.requestId())), readers))
        .inMemory(
            AgentQuery.ListAgents.class,
            (query, caller) -> Reply.shown(collaboration.agents(query)))
        .inMemory(
            AgentQuery.ShowAgent.class, (query, caller) -> read(() -> collaboration.agent(query)))
        .reading(
            NotificationQuery.ListNotifications.class,
            (query, caller) -> read(() -> notifications.list(query, caller)))
        .reading(Query.ListAudit.class, (query, caller) -> read(() -> audit.list(query)))
        .inMemory(Query.ListApiKeys.class, keys::list)
        .inMemory(Query.ShowMe.class, (query, caller) -> Reply.shown(new View.Me(caller)));
  }

  /** A store that is gone is no failure of the hub: it comes back, and then the answer is there. */
  static Reply read(Supplier<? extends @Nullable View> question) {
    try {
      View view = question.get();
      return view == null
          ? Reply.refused(Refusal.Code.NOT_FOUND, "There is nothing of that id.")
          : Reply.shown(view);
    } catch (PersistenceException e) {
      LOG.atWarn().setCause(e).log("The store could not be read");
      return new Reply.Refused(Refusal.unavailable("The store cannot be read now.", RETRY));
    }
  }
}
