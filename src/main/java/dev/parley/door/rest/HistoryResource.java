package dev.parley.door.rest;

import dev.parley.door.DecisionShapes;
import dev.parley.door.JsonText;
import dev.parley.door.Parameters;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Activities.ActivityFeed;
import dev.parley.door.rest.schema.Activities.MemoryUpdates;
import dev.parley.door.rest.schema.Sessions.SessionDetail;
import dev.parley.door.rest.schema.Sessions.SessionPage;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.door.rest.schema.Texts.QueryTime;
import dev.parley.door.rest.schema.Texts.SessionId;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What agents did, remembered and decided, in pages from the newest on. */
@Dependent
@Path("collaboration")
@Tag(name = "History", description = "What agents did, remembered and decided, newest first")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {
  private static final String ACTIVE = "active";
  private static final String ENDED = "ended";

  @Inject private RestDoor door;

  /** Activities. */
  @GET
  @Path("activity-feed")
  @Operation(operationId = "showActivityFeed", summary = "Activities")
  @Parameter(
      name = "agent_id",
      in = ParameterIn.QUERY,
      description = "Only those of this agent.",
      schema = @Schema(implementation = IdText.class))
  @Parameter(
      name = "department",
      in = ParameterIn.QUERY,
      description = "Only those of agents of this department.",
      schema = @Schema(implementation = IdText.class))
  @Parameter(
      name = "activity_type",
      in = ParameterIn.QUERY,
      description = "Only those of this type.",
      schema = @Schema(implementation = ActivityType.class))
  @Parameter(
      name = "status",
      in = ParameterIn.QUERY,
      description = "Only those of this status.",
      schema = @Schema(implementation = ActivityStatus.class))
  @Parameter(
      name = "since",
      in = ParameterIn.QUERY,
      description = "Only those of this time and later.",
      schema = @Schema(implementation = QueryTime.class))
  @Parameter(
      name = "until",
      in = ParameterIn.QUERY,
      description = "Only those before this time.",
      schema = @Schema(implementation = QueryTime.class))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "How many items the page has at most.",
      schema = @Schema(implementation = PageLimit.class))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = "The next_cursor of the page before.",
      schema = @Schema(implementation = Cursor.class))
  @APIResponseSchema(ActivityFeed.class)
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
  @Operation(operationId = "listMemoryUpdates", summary = "Memory updates")
  @Parameter(
      name = "item_id",
      in = ParameterIn.QUERY,
      description = "Only those of this item.",
      schema = @Schema(implementation = IdText.class))
  @Parameter(
      name = "agent_id",
      in = ParameterIn.QUERY,
      description = "Only those of this agent.",
      schema = @Schema(implementation = IdText.class))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "How many items the page has at most.",
      schema = @Schema(implementation = PageLimit.class))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = "The next_cursor of the page before.",
      schema = @Schema(implementation = Cursor.class))
  @APIResponseSchema(MemoryUpdates.class)
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
  @Operation(operationId = "listCollaborations", summary = "Sessions")
  @Parameter(
      name = "status",
      in = ParameterIn.QUERY,
      description = "Only those of this status.",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {ACTIVE, ENDED}))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "How many items the page has at most.",
      schema = @Schema(implementation = PageLimit.class))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = "The next_cursor of the page before.",
      schema = @Schema(implementation = Cursor.class))
  @APIResponseSchema(SessionPage.class)
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
  @Operation(
      operationId = "showCollaboration",
      summary = "One session with the newest of what was done in it")
  @Parameter(name = "session_id", schema = @Schema(implementation = SessionId.class))
  @APIResponse(responseCode = "404", description = "There is no session of that id.")
  @APIResponseSchema(SessionDetail.class)
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
          JsonArrayBuilder requests = JsonText.PROVIDER.createArrayBuilder();
          detail.requests().forEach(item -> requests.add(DecisionShapes.request(item)));
          return session(detail.session())
              .add("activities", activities)
              .add("decisions", decisions)
              .add("decision_requests", requests);
        });
  }

  private static JsonObjectBuilder session(SessionRecord session) {
    return Shapes.session(session.session())
        .add("ended_at", Shapes.optionalTime(session.endedAt()))
        .add("status", session.endedAt() == null ? ACTIVE : ENDED);
  }
}
