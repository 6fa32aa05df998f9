package dev.parley.door.rest;

import dev.parley.door.DecisionShapes;
import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.Parameters;
import dev.parley.door.Shapes;
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

/** What agents ask people, and what people answer. */
@Dependent
@Path("collaboration/decision-requests")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DecisionRequestResource {
  private static final int MAX_QUESTION = 8_000;
  private static final int MAX_LABEL = 500;
  private static final int MAX_OPTIONS = 50;
  private static final int MAX_COMMENT = 8_000;
  private static final long MAX_TIMEOUT_SECONDS = Duration.ofDays(30).toSeconds();

  /** How long people have where the agent does not say. */
  private static final long DEFAULT_TIMEOUT_SECONDS = Duration.ofDays(7).toSeconds();

  /** Below what proxies and containers take for a dead connection. */
  private static final int MAX_WAIT_SECONDS = 50;

  @Inject private RestDoor door;

  /** An agent asks. */
  @POST
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
            MAX_OPTIONS,
            option -> new DecisionRequest.Option(option.id("id"), option.text("label", MAX_LABEL)));
    Set<String> ids = new HashSet<>();
    if (!options.stream().allMatch(option -> ids.add(option.id()))) {
      members.fault("options", "has an id twice");
    }
    Long timeout = members.optionalWhole("timeout_seconds", 1, MAX_TIMEOUT_SECONDS);
    return new RequestDecision(
        members.id("agent_id"),
        members.prose("question", MAX_QUESTION),
        options,
        members.optionalText("session_id", Id.MAX_LENGTH),
        Duration.ofSeconds(timeout == null ? DEFAULT_TIMEOUT_SECONDS : timeout),
        members.optionalIds("assignees"));
  }

  /** Requests, newest first. */
  @GET
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
  @Path("{id}")
  public CompletionStage<Response> show(
      @Context HttpServletRequest request, @Context UriInfo address, @PathParam("id") String id) {
    Parameters query = RestDoor.query(address);
    long wait = query.number("wait", 0, MAX_WAIT_SECONDS, 0);
    query.check();
    return door.show(
        request,
        new Query.ShowDecisionRequest(id, Duration.ofSeconds(wait)),
        shown -> DecisionShapes.request(((View.OneDecisionRequest) shown.view()).request()));
  }

  /** A person answers. */
  @POST
  @Path("{id}/answer")
  public CompletionStage<Response> answer(
      @Context HttpServletRequest request, @PathParam("id") String id, InputStream body)
      throws IOException {
    return door.post(
        request,
        body,
        members ->
            new AnswerDecisionRequest(
                id, members.id("option_id"), members.optionalProse("comment", MAX_COMMENT)),
        (command, reply) ->
            Shapes.object().add("success", true).add("request_id", command.requestId()));
  }
}
