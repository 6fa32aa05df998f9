package dev.parley.door.rest;

import dev.parley.door.DecisionShapes;
import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.Parameters;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Decisions;
import dev.parley.door.rest.schema.Decisions.DecisionAnswer;
import dev.parley.door.rest.schema.Decisions.DecisionRequestChanged;
import dev.parley.door.rest.schema.Decisions.DecisionRequests;
import dev.parley.door.rest.schema.Decisions.NewDecisionRequest;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.door.rest.schema.Texts.RequestId;
import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableCommand.AnswerDecisionRequest;
import dev.parley.vocabulary.DurableCommand.RequestDecision;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.View;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What agents ask people, and what people answer. */
@Dependent
@Path("collaboration/decision-requests")
@Tag(name = "Decisions by people", description = "What agents ask people, and what people answer")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DecisionRequestResource {
  /** How long people have where the agent does not say. */
  private static final long DEFAULT_TIMEOUT_SECONDS = Duration.ofDays(7).toSeconds();

  @Inject private RestDoor door;

  /** An agent asks. */
  @POST
  @Operation(operationId = "requestDecision", summary = "An agent asks people")
  @RequestBodySchema(NewDecisionRequest.class)
  @APIResponseSchema(DecisionRequestChanged.class)
  @APIResponse(responseCode = "429", description = "The agent records more often than its limit.")
  @APIResponse(responseCode = "404", description = "There is no session of that id.")
  public CompletionStage<Response> ask(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    return door.post(
        request,
        body,
        DecisionRequestResource::read,
        (command, reply) ->
            Shapes.object().add("success", true).add("request_id", ((Reply.Created) reply).id()));
  }

  private static RequestDecision read(Members members) {
    List<DecisionRequest.Option> options =
        members.list(
            "options",
            2,
            Decisions.MAX_OPTIONS,
            option ->
                new DecisionRequest.Option(
                    option.id("id"), option.text("label", Decisions.MAX_OPTION)));
    Set<String> ids = new HashSet<>();
    if (!options.stream().allMatch(option -> ids.add(option.id()))) {
      members.fault("options", "has an id twice");
    }
    Long timeout = members.optionalWhole("timeout_seconds", 1, Decisions.MAX_TIMEOUT_SECONDS);
    return new RequestDecision(
        members.id("agent_id"),
        members.prose("question", Decisions.MAX_PROSE),
        options,
        members.optionalText("session_id", Id.MAX_LENGTH),
        Duration.ofSeconds(timeout == null ? DEFAULT_TIMEOUT_SECONDS : timeout),
        members.optionalIds("assignees"));
  }

  /** Requests, newest first. */
  @GET
  @Operation(operationId = "listDecisionRequests", summary = "Requests, newest first")
  @Parameter(
      name = "status",
      in = ParameterIn.QUERY,
      description = "Only those of this status.",
      schema = @Schema(implementation = DecisionRequest.Status.class))
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
  @APIResponseSchema(DecisionRequests.class)
  public CompletionStage<Response> list(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    DecisionRequest.Status status =
        query.optionalWord(
            "status", List.of(DecisionRequest.Status.values()), DecisionRequest.Status::wireName);
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new Query.ListDecisionRequests(status, slice),
        shown -> {
          View.DecisionRequests requests = (View.DecisionRequests) shown.view();
          JsonArrayBuilder items = JsonText.PROVIDER.createArrayBuilder();
          requests.requests().forEach(item -> items.add(DecisionShapes.request(item)));
          return PageCursor.next(
              Shapes.object()
                  .add("decision_requests", items)
                  .add("total", requests.requests().size()),
              requests.next());
        });
  }

  /** One request; with {@code wait}, when it is resolved or those seconds are over. */
  @GET
  @Path("{request_id}")
  @Operation(operationId = "showDecisionRequest", summary = "One request")
  @Parameter(name = "request_id", schema = @Schema(implementation = RequestId.class))
  @Parameter(
      name = "wait",
      in = ParameterIn.QUERY,
      description = "Seconds to wait for its being resolved, before it is answered as it is.",
      schema =
          @Schema(
              type = SchemaType.INTEGER,
              minimum = "0",
              maximum = "" + Decisions.MAX_WAIT_SECONDS,
              defaultValue = "0"))
  @APIResponse(responseCode = "404", description = "There is no request of that id.")
  @APIResponseSchema(Decisions.DecisionRequest.class)
  public CompletionStage<Response> show(
      @Context HttpServletRequest request,
      @Context UriInfo address,
      @PathParam("request_id") String id) {
    Parameters query = RestDoor.query(address);
    long wait = query.number("wait", 0, Decisions.MAX_WAIT_SECONDS, 0);
    query.check();
    return door.show(
        request,
        new Query.ShowDecisionRequest(id, Duration.ofSeconds(wait)),
        shown -> DecisionShapes.request(((View.OneDecisionRequest) shown.view()).request()));
  }

  /** A person answers. */
  @POST
  @Path("{request_id}/answer")
  @Operation(
      operationId = "answerDecisionRequest",
      summary = "A person answers",
      description = "The first valid answer wins.")
  @Parameter(name = "request_id", schema = @Schema(implementation = RequestId.class))
  @RequestBodySchema(DecisionAnswer.class)
  @APIResponseSchema(DecisionRequestChanged.class)
  @APIResponse(responseCode = "404", description = "There is no request of that id.")
  @APIResponse(
      responseCode = "409",
      description = "Somebody has answered before, or the time is over.")
  public CompletionStage<Response> answer(
      @Context HttpServletRequest request, @PathParam("request_id") String id, InputStream body)
      throws IOException {
    return door.post(
        request,
        body,
        members ->
            new AnswerDecisionRequest(
                id, members.id("option_id"), members.optionalProse("comment", Decisions.MAX_PROSE)),
        (command, reply) ->
            Shapes.object().add("success", true).add("request_id", command.requestId()));
  }
}
