package dev.parley.door.rest;

import dev.parley.door.DecisionShapes;
import dev.parley.door.JsonText;
import dev.parley.door.Parameters;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.ActivitySearch;
import dev.parley.vocabulary.ActivityStatus;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.SessionRecord;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.View;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What agents did, remembered and decided, in pages from the newest on. */
@Dependent
@Path("collaboration")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {
  private static final String ACTIVE = "active";
  private static final String ENDED = "ended";

  @Inject private RestDoor door;

  /** Activities. */
  @GET
  @Path("activity-feed")
  public CompletionStage<Response> activityFeed(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    ActivitySearch search =
        new ActivitySearch(
            query.optionalId("agent_id"),
            query.optionalId("department"),
            query.optionalWord(
                "activity_type", List.of(ActivityType.values()), ActivityType::wireName),
            query.optionalWord(
                "status", List.of(ActivityStatus.values()), ActivityStatus::wireName),
            query.optionalTime("since"),
            query.optionalTime("until"));
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new Query.ShowActivityFeed(search, slice),
        shown -> {
          View.ActivityFeed feed = (View.ActivityFeed) shown.view();
          JsonArrayBuilder activities = JsonText.PROVIDER.createArrayBuilder();
          feed.activities().forEach(activity -> activities.add(Shapes.activity(activity)));
          return PageCursor.next(
              Shapes.object()
                  .add("activities", activities)
                  .add("total", feed.activities().size())
                  .add("agent_id", Shapes.text(feed.agentId())),
              feed.next());
        });
  }

  /** Memory updates. */
  @GET
  @Path("memory-updates")
  public CompletionStage<Response> memoryUpdates(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    String itemId = query.optionalId("item_id");
    String agentId = query.optionalId("agent_id");
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new Query.ListMemoryUpdates(itemId, agentId, slice),
        shown -> {
          View.MemoryUpdates updates = (View.MemoryUpdates) shown.view();
          JsonArrayBuilder items = JsonText.PROVIDER.createArrayBuilder();
          updates.updates().forEach(update -> items.add(Shapes.memoryUpdate(update)));
          return PageCursor.next(
              Shapes.object().add("memory_updates", items).add("total", updates.updates().size()),
              updates.next());
        });
  }

  /** Sessions. */
  @GET
  @Path("collaborations")
  public CompletionStage<Response> collaborations(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    String status = query.optionalWord("status", List.of(ACTIVE, ENDED), word -> word);
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new Query.ListCollaborations(status == null ? null : status.equals(ACTIVE), slice),
        shown -> {
          View.Sessions sessions = (View.Sessions) shown.view();
          JsonArrayBuilder items = JsonText.PROVIDER.createArrayBuilder();
          sessions.sessions().forEach(session -> items.add(session(session)));
          return PageCursor.next(
              Shapes.object().add("collaborations", items).add("total", sessions.sessions().size()),
              sessions.next());
        });
  }

  /** One session with what was done in it. */
  @GET
  @Path("collaborations/{session_id}")
  public CompletionStage<Response> collaboration(
      @Context HttpServletRequest request, @PathParam("session_id") String sessionId) {
    return door.show(
        request,
        new Query.ShowCollaboration(sessionId),
        shown -> {
          View.SessionDetail detail = (View.SessionDetail) shown.view();
          JsonArrayBuilder activities = JsonText.PROVIDER.createArrayBuilder();
          detail.activities().forEach(activity -> activities.add(Shapes.activity(activity)));
          JsonArrayBuilder decisions = JsonText.PROVIDER.createArrayBuilder();
          detail.decisions().forEach(item -> decisions.add(DecisionShapes.decision(item)));
          return session(detail.session())
              .add("activities", activities)
              .add("decisions", decisions);
        });
  }

  private static JsonObjectBuilder session(SessionRecord session) {
    return Shapes.session(session.session())
        .add("ended_at", Shapes.optionalTime(session.endedAt()))
        .add("status", session.endedAt() == null ? ACTIVE : ENDED);
  }
}
