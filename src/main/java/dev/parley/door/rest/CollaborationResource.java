package dev.parley.door.rest;

import dev.parley.door.Members;
import dev.parley.door.Shapes;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.DurableCommand.CompleteActivity;
import dev.parley.vocabulary.DurableCommand.EndCollaboration;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.DurableCommand.RecordDecision;
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
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What agents report, and what is going on now. */
@Dependent
@Path("collaboration")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CollaborationResource {
  private static final int MAX_DECISION = 8_000;
  private static final int MAX_OPTION = 500;
  private static final int MAX_OPTIONS = 50;

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
        request, body, CollaborationResource::activity, CollaborationResource::recorded);
  }

  /** Agents begin up to 500 things; each is answered by itself. */
  @POST
  @Path("activities:batch")
  public CompletionStage<Response> recordActivities(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.batch(
        request,
        body,
        "activities",
        CollaborationResource::activity,
        CollaborationResource::recorded);
  }

  private static RecordActivity activity(Members members) {
    return new RecordActivity(
        members.id("agent_id"),
        members.id("department"),
        members.oneOf("activity_type", List.of(ActivityType.values()), ActivityType::wireName),
        members.object("metadata"),
        members.optionalIds("related_agents"));
  }

  private static JsonObjectBuilder recorded(RecordActivity command, Reply reply) {
    return success().add("activity_id", ((Reply.Created) reply).id());
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

  /** An agent tells what it has decided in a session. */
  @POST
  @Path("record-decision")
  public CompletionStage<Response> recordDecision(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request,
        body,
        members ->
            new RecordDecision(
                members.id("session_id"),
                members.id("agent_id"),
                members.prose("decision", MAX_DECISION),
                members.optionalProse("rationale", MAX_DECISION),
                members.optionalTexts("options", MAX_OPTIONS, MAX_OPTION),
                members.optionalNumber("confidence", 0, 1)),
        (command, reply) -> success().add("decision_id", ((Reply.Created) reply).id()));
  }

  private static JsonObjectBuilder success() {
    return Shapes.object().add("success", true);
  }
}
