package dev.parley.door.rest;

import dev.parley.door.Members;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Activities;
import dev.parley.door.rest.schema.Activities.ActivityRecorded;
import dev.parley.door.rest.schema.Activities.AgentStatus;
import dev.parley.door.rest.schema.Activities.BatchResults;
import dev.parley.door.rest.schema.Activities.Completion;
import dev.parley.door.rest.schema.Activities.NewActivities;
import dev.parley.door.rest.schema.Activities.NewActivity;
import dev.parley.door.rest.schema.Activities.NewMemoryUpdate;
import dev.parley.door.rest.schema.Decisions;
import dev.parley.door.rest.schema.Decisions.DecisionRecorded;
import dev.parley.door.rest.schema.Decisions.NewDecision;
import dev.parley.door.rest.schema.Outcomes.Done;
import dev.parley.door.rest.schema.Sessions.ActiveSessions;
import dev.parley.door.rest.schema.Sessions.NewSession;
import dev.parley.door.rest.schema.Sessions.SessionChanged;
import dev.parley.door.rest.schema.Sessions.SessionEnd;
import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.DurableCommand.CompleteActivity;
import dev.parley.vocabulary.DurableCommand.EndCollaboration;
import dev.parley.vocabulary.DurableCommand.RecordActivity;
import dev.parley.vocabulary.DurableCommand.RecordDecision;
import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.DurableCommand.StartCollaboration;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What agents report, and what is going on now. */
@Dependent
@Path("collaboration")
@Tag(name = "Collaboration", description = "What agents report, and what is going on now")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CollaborationResource {
  @Inject private RestDoor door;

  /** The status board. */
  @GET
  @Path("agent-status")
  @Operation(operationId = "showAgentStatus", summary = "The status board")
  @APIResponseSchema(AgentStatus.class)
  public CompletionStage<Response> agentStatus(@Context HttpServletRequest request) {
    return door.show(
        request, new Query.ShowAgentStatus(), shown -> Shapes.board((StatusBoard) shown.view()));
  }

  /** The sessions that have not ended. */
  @GET
  @Path("active-collaborations")
  @Operation(operationId = "showActiveCollaborations", summary = "The sessions that have not ended")
  @APIResponseSchema(ActiveSessions.class)
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
  @Operation(operationId = "recordActivity", summary = "An agent begins something")
  @RequestBodySchema(NewActivity.class)
  @APIResponseSchema(ActivityRecorded.class)
  @APIResponse(responseCode = "429", description = "The agent records more often than its limit.")
  public CompletionStage<Response> recordActivity(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request, body, CollaborationResource::activity, CollaborationResource::recorded);
  }

  /** Agents begin up to 500 things; each is answered by itself. */
  @POST
  @Path("activities:batch")
  @Operation(
      operationId = "recordActivities",
      summary = "Agents begin up to 500 things",
      description = "Each is answered by itself, and counts against the limit of its agent.")
  @RequestBodySchema(NewActivities.class)
  @APIResponseSchema(BatchResults.class)
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
  @Operation(
      operationId = "completeActivity",
      summary = "An agent ends something",
      description = "Completed again with the same outcome, it is answered like the first time.")
  @RequestBodySchema(Completion.class)
  @APIResponseSchema(ActivityRecorded.class)
  @APIResponse(responseCode = "404", description = "There is no activity of that id.")
  @APIResponse(responseCode = "409", description = "It was completed with another outcome.")
  public CompletionStage<Response> completeActivity(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request,
        body,
        members ->
            new CompleteActivity(
                members.text("activity_id", Activities.MAX_ACTIVITY_ID), members.flag("success")),
        (command, reply) -> success().add("activity_id", command.activityId()));
  }

  /** Agents begin to work together. */
  @POST
  @Path("start-collaboration")
  @Operation(operationId = "startCollaboration", summary = "Agents begin to work together")
  @RequestBodySchema(NewSession.class)
  @APIResponseSchema(SessionChanged.class)
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
  @Operation(
      operationId = "endCollaboration",
      summary = "A session ends",
      description = "Ended again, it is answered like the first time.")
  @RequestBodySchema(SessionEnd.class)
  @APIResponseSchema(SessionChanged.class)
  @APIResponse(responseCode = "404", description = "There is no session of that id.")
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
  @Operation(operationId = "recordMemoryUpdate", summary = "An agent tells of its memory")
  @RequestBodySchema(NewMemoryUpdate.class)
  @APIResponseSchema(Done.class)
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
  @Operation(
      operationId = "recordDecision",
      summary = "An agent tells what it has decided in a session")
  @RequestBodySchema(NewDecision.class)
  @APIResponseSchema(DecisionRecorded.class)
  @APIResponse(responseCode = "429", description = "The agent records more often than its limit.")
  @APIResponse(responseCode = "404", description = "There is no session of that id.")
  @APIResponse(responseCode = "409", description = "The session has ended.")
  public CompletionStage<Response> recordDecision(
      @Context HttpServletRequest request, InputStream body) throws IOException {
    return door.post(
        request,
        body,
        members ->
            new RecordDecision(
                members.id("session_id"),
                members.id("agent_id"),
                members.prose("decision", Decisions.MAX_PROSE),
                members.optionalProse("rationale", Decisions.MAX_PROSE),
                members.optionalTexts("options", Decisions.MAX_OPTIONS, Decisions.MAX_OPTION),
                members.optionalNumber("confidence", 0, 1)),
        (command, reply) -> success().add("decision_id", ((Reply.Created) reply).id()));
  }

  private static JsonObjectBuilder success() {
    return Shapes.object().add("success", true);
  }
}
