package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.Parameters;
import dev.parley.door.RefusedException;
import dev.parley.door.Shapes;
import dev.parley.identity.ApiKeyIssuer;
import dev.parley.journal.Idempotency;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.Topic;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the resources have in common: from a request to a command, from a reply to an answer. Safe
 * for use by any number of threads.
 *
 * @param keys makes the secrets of API keys
 * @param maxBody how many bytes a body may have
 */
public record RestDoor(Switchboard switchboard, ApiKeyIssuer keys, int maxBody) {

  /**
   * Reads a body. Blocks as the network does.
   *
   * @throws dev.parley.door.RefusedException where it is not an acceptable JSON object
   */
  JsonObject body(InputStream body) throws IOException {
    return JsonText.read(body, maxBody);
  }

  /**
   * Carries out what a body asks for.
   *
   * @param read makes the command; its faults are collected and refused before it is used
   * @param show makes the answer's members of the command and its reply, which is no refusal
   */
  <C extends DurableCommand> CompletionStage<Response> post(
      HttpServletRequest request, InputStream body, Function<Members, C> read, Show<C> show)
      throws IOException {
    return post(request, body, 200, read, show);
  }

  /** The same with another status of success. */
  <C extends DurableCommand> CompletionStage<Response> post(
      HttpServletRequest request,
      InputStream body,
      int status,
      Function<Members, C> read,
      Show<C> show)
      throws IOException {
    JsonObject object = body(body);
    Members members = new Members(object);
    C command = read.apply(members);
    members.check();
    return submit(request, command, idempotency(request, object), status, show);
  }

  /** Carries out what the body of a PUT or a PATCH asks for; there is nothing to show. */
  CompletionStage<Response> change(
      HttpServletRequest request, InputStream body, Function<Members, DurableCommand> read)
      throws IOException {
    Members members = new Members(body(body));
    DurableCommand command = read.apply(members);
    members.check();
    return change(request, command);
  }

  /** Carries out what a request without a body asks for; there is nothing to show. */
  CompletionStage<Response> change(HttpServletRequest request, DurableCommand command) {
    return submit(request, command, null, 204, (done, reply) -> Shapes.object());
  }

  /**
   * Carries out what the items of a body ask for, each by itself.
   *
   * @param list the member that holds the items
   * @param read makes an item's command
   * @param show makes an item's result, if it was not refused
   */
  <C extends DurableCommand> CompletionStage<Response> batch(
      HttpServletRequest request,
      InputStream body,
      String list,
      Function<Members, C> read,
      Show<C> show)
      throws IOException {
    JsonObject object = body(body);
    Members members = new Members(object);
    List<Members> items = members.each(list, Slice.MAX_LIMIT);
    members.check();
    Caller caller = CallerFilter.of(request);
    DurableCommand claim = new DurableCommand.ClaimRequest();
    Refusal refusal = switchboard.refusalToAsk(claim, caller);
    if (refusal != null) {
      throw new RefusedException(refusal);
    }
    Idempotency idempotency = idempotency(request, object);
    // Claimed first, so that the same key for another request is refused as a whole.
    CompletionStage<Reply> claimed =
        idempotency == null
            ? CompletableFuture.completedFuture(Reply.done())
            : switchboard.handle(claim, caller, idempotency);
    Batches<C> batches = new Batches<>(switchboard, read, show);
    String path = request.getRequestURI();
    return claimed.thenCompose(
        reply ->
            reply instanceof Reply.Refused refused
                ? CompletableFuture.completedFuture(ProblemMapper.response(refused.refusal(), path))
                : batches
                    .carryOut(items, caller, idempotency)
                    .thenApply(results -> json(200, Shapes.object().add("results", results))));
  }

  /** Carries out a durable command. */
  <C extends DurableCommand> CompletionStage<Response> submit(
      HttpServletRequest request,
      C command,
      @Nullable Idempotency idempotency,
      int status,
      Show<C> show) {
    return answer(
        request,
        command,
        idempotency,
        reply ->
            status == 204
                ? Response.noContent().build()
                : json(status, show.members(command, reply)));
  }

  /** Answers a question. */
  CompletionStage<Response> show(
      HttpServletRequest request, Query query, Function<Reply.Shown, JsonObjectBuilder> show) {
    return answer(request, query, null, reply -> json(200, show.apply((Reply.Shown) reply)));
  }

  /** What was said, and where. */
  static JsonObjectBuilder said(Reply reply, Topic topic) {
    Reply.Posted posted = (Reply.Posted) reply;
    return Shapes.object()
        .add("id", posted.id())
        .add("topic", topic.name())
        .add("offset", posted.position().offset())
        .add("epoch", posted.position().epoch())
        .add("timestamp", Shapes.time(posted.time()));
  }

  /** Carries out what an administrator asks of this node. */
  CompletionStage<Response> operate(
      HttpServletRequest request,
      OperatorCommand command,
      Function<Reply, JsonObjectBuilder> show) {
    return answer(request, command, null, reply -> json(200, show.apply(reply)));
  }

  /**
   * An id that stands in the path.
   *
   * @throws RefusedException {@code not_found} where it can be none
   */
  static String id(String value) {
    if (!Id.isValid(value)) {
      throw new RefusedException(
          Refusal.of(Refusal.Code.NOT_FOUND, "The path names nothing that could be there."));
    }
    return value;
  }

  /** The query parameters. */
  static Parameters query(UriInfo address) {
    return new Parameters(name -> address.getQueryParameters().getOrDefault(name, List.of()));
  }

  /** Marks a POST where its client gave an {@code Idempotency-Key}; else null. */
  static @Nullable Idempotency idempotency(HttpServletRequest request, JsonObject body) {
    String key = Idempotence.key(request);
    return key == null
        ? null
        : Idempotence.of(
            key, CallerFilter.of(request), request.getMethod(), request.getRequestURI(), body);
  }

  private CompletionStage<Response> answer(
      HttpServletRequest request,
      Command command,
      @Nullable Idempotency idempotency,
      Function<Reply, Response> answer) {
    Caller caller = CallerFilter.of(request);
    String path = request.getRequestURI();
    return switchboard
        .handle(command, caller, idempotency)
        .thenApply(
            reply ->
                reply instanceof Reply.Refused refused
                    ? ProblemMapper.response(refused.refusal(), path)
                    : answer.apply(reply));
  }

  private static Response json(int status, JsonObjectBuilder members) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(members.build().toString())
        .build();
  }

  /** Makes the members of an answer. */
  @FunctionalInterface
  interface Show<C> {
    /** The members, given that the command is done. */
    JsonObjectBuilder members(C command, Reply reply);
  }
}
