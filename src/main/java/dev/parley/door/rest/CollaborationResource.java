package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.Parameters;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.DurableCommand.CompleteActivity;
import dev.parley.vocabulary.DurableCommand.EndCollaboration;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.DurableCommand.StartCollaboration;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.View;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The eight endpoints of the Collaboration contract. */
@Dependent
@Path("collaboration")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CollaborationResource {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  /** An id of ours holds an agent's, with digits before it. */
  private static final int MAX_ACTIVITY_ID = 2 * Id.MAX_LENGTH;

  @Inject private RestDoor door;

  /** The status board. */
  @GET
  @Path("agent-status")
  public CompletionStage<Response> agentStatus(@Context HttpServletRequest request) {
    return door.show(
        request, new Query.ShowAgentStatus(), shown -> Shapes.board((StatusBoard) shown.view()));
  }

  /** Activities, newest first. */
  @GET
  @Path("activity-feed")
  public CompletionStage<Response> activityFeed(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = parameters(address);
    String agentId = query.optionalId("agent_id");
    int limit = (int) query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    query.check();
    return door.show(
        request,
        new Query.ShowActivityFeed(agentId, limit),
        shown -> feed((View.ActivityFeed) shown.view()));
  }

  /** The sessions that have not ended. */
  @GET
  @Path("active-collaborations")
  public CompletionStage<Response> activeCollaborations(@Context HttpServletRequest request) {
    return door.show(
        request,
        new Query.ShowActiveCollaborations(),
        shown -> {
          View.ActiveSessions sessions = (View.ActiveSessions) shown.view();
          return Shapes.object()
              .add("collaborations", Shapes.sessions(sessions.sessions()))
              .add("total", sessions.sessions().size());
        });
  }

  /** An agent begins something. */
  @POST
  @Path("record-activity")
  public CompletionStage<Response> recordActivity(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request,
        body,
        members ->
            new RecordActivity(
                members.id("agent_id"),
                members.id("department"),
                members.oneOf(
                    "activity_type", List.of(ActivityType.values()), ActivityType::wireName),
                members.object("metadata"),
                members.optionalIds("related_agents")),
        (command, reply) -> success().add("activity_id", ((Reply.Created) reply).id()));
  }

  /** An agent ends something. */
  @POST
  @Path("complete-activity")
  public CompletionStage<Response> completeActivity(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request,
        body,
        members ->
            new CompleteActivity(
                members.text("activity_id", MAX_ACTIVITY_ID), members.flag("success")),
        (command, reply) -> success().add("activity_id", command.activityId()));
  }

  /** Agents begin to work together. */
  @POST
  @Path("start-collaboration")
  public CompletionStage<Response> startCollaboration(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request,
        body,
        members ->
            new StartCollaboration(
                members.ids("participants"), members.id("session_type", "general")),
        (command, reply) -> success().add("session_id", ((Reply.Created) reply).id()));
  }

  /** A session ends. */
  @POST
  @Path("end-collaboration")
  public CompletionStage<Response> endCollaboration(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request,
        body,
        members -> new EndCollaboration(members.id("session_id")),
        (command, reply) -> success().add("session_id", command.sessionId()));
  }

  /** An agent tells of its memory. */
  @POST
  @Path("record-memory-update")
  public CompletionStage<Response> recordMemoryUpdate(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request,
        body,
        members ->
            new RecordMemoryUpdate(
                members.oneOf(
                    "operation", List.of(MemoryOperation.values()), MemoryOperation::wireName),
                members.id("item_id"),
                members.id("agent_id"),
                members.object("metadata")),
        (command, reply) -> success());
  }

  private static JsonObjectBuilder feed(View.ActivityFeed feed) {
    JsonArrayBuilder activities = JsonText.PROVIDER.createArrayBuilder();
    feed.activities().forEach(activity -> activities.add(Shapes.activity(activity)));
    return Shapes.object()
        .add("activities", activities)
        .add("total", feed.activities().size())
        .add("agent_id", Shapes.text(feed.agentId()));
  }

  private static JsonObjectBuilder success() {
    return Shapes.object().add("success", true);
  }

  private static Parameters parameters(UriInfo address) {
    return new Parameters(name -> address.getQueryParameters().getOrDefault(name, List.of()));
  }
}
