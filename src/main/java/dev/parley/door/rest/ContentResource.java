package dev.parley.door.rest;

import dev.parley.door.ContentMembers;
import dev.parley.door.ContentShapes;
import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.Parameters;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Contents;
import dev.parley.door.rest.schema.Contents.Content;
import dev.parley.door.rest.schema.Contents.NewContentStatus;
import dev.parley.door.rest.schema.Outcomes;
import dev.parley.door.rest.schema.Rooms.IdInPath;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.vocabulary.ContentCommand;
import dev.parley.vocabulary.ContentCommand.RetryContent;
import dev.parley.vocabulary.ContentQuery.ListContentHistory;
import dev.parley.vocabulary.ContentQuery.ShowContent;
import dev.parley.vocabulary.ContentView;
import dev.parley.vocabulary.Slice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells how it stands with what is being made. */
@Dependent
@Path("content/{contentId}")
@Tag(name = "Content", description = "How it stands with what is being made")
@Produces(MediaType.APPLICATION_JSON)
public class ContentResource {
  @Inject private RestDoor door;

  /** How it stands. */
  @GET
  @Path("status")
  @Operation(operationId = "showContent", summary = "How it stands with something")
  @APIResponseSchema(Content.class)
  @APIResponse(
      responseCode = "404",
      description = "Nothing has been told of it, or it is not for you.")
  public CompletionStage<Response> show(
      @Context HttpServletRequest request,
      @Parameter(description = "What.", schema = @Schema(implementation = IdInPath.class))
          @PathParam("contentId")
          String contentId) {
    return door.show(
        request,
        new ShowContent(RestDoor.id(contentId), true),
        shown ->
            ContentShapes.status(
                Objects.requireNonNull(((ContentView.OneContent) shown.view()).status())));
  }

  /** How it stands now. */
  @PUT
  @Path("status")
  @Operation(
      operationId = "putContentStatus",
      summary = "Tells how it stands with something",
      description = "Another status is kept; progress alone is told to those who watch it.")
  @RequestBodySchema(NewContentStatus.class)
  @APIResponseSchema(Outcomes.Done.class)
  @APIResponse(responseCode = "404", description = "It is not for you.")
  @APIResponse(responseCode = "409", description = "The room of that content is archived.")
  @APIResponse(responseCode = "429", description = "The caller has others told too often.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> put(
      @Context HttpServletRequest request,
      @Parameter(description = "What.", schema = @Schema(implementation = IdInPath.class))
          @PathParam("contentId")
          String contentId,
      InputStream body)
      throws IOException {
    Members members = new Members(door.body(body));
    ContentCommand command = ContentMembers.update(RestDoor.id(contentId), members);
    members.check();
    return door.submit(
        request, command, null, 200, (done, reply) -> Shapes.object().add("success", true));
  }

  /** The states in which it was. */
  @GET
  @Path("history")
  @Operation(
      operationId = "listContentHistory",
      summary = "The states into which something has come, newest first")
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "How many items the page has at most.",
      schema = @Schema(implementation = PageLimit.class))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = "The nextCursor of the page before.",
      schema = @Schema(implementation = Cursor.class))
  @APIResponseSchema(Contents.Page.class)
  @APIResponse(responseCode = "404", description = "It is not for you.")
  public CompletionStage<Response> history(
      @Context HttpServletRequest request,
      @Context UriInfo address,
      @Parameter(description = "What.", schema = @Schema(implementation = IdInPath.class))
          @PathParam("contentId")
          String contentId) {
    Parameters query = RestDoor.query(address);
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new ListContentHistory(RestDoor.id(contentId), slice),
        shown -> {
          ContentView.History history = (ContentView.History) shown.view();
          JsonArrayBuilder changes = JsonText.PROVIDER.createArrayBuilder();
          history.changes().forEach(change -> changes.add(ContentShapes.status(change)));
          return PageCursor.nextCursor(
              Shapes.object().add("changes", changes).add("total", history.changes().size()),
              history.next());
        });
  }

  /** Whoever told last how it stands is asked to make it once more. */
  @POST
  @Path("retry")
  @Operation(
      operationId = "retryContent",
      summary = "Asks whoever told last how it stands to make it once more",
      description = "Asked again before anything new was told, nothing happens.")
  @APIResponseSchema(Outcomes.Done.class)
  @APIResponse(
      responseCode = "404",
      description = "Nothing has been told of it, or it is not for you.")
  @APIResponse(responseCode = "409", description = "It has not failed, or cannot be retried.")
  @APIResponse(responseCode = "429", description = "The caller has others told too often.")
  public CompletionStage<Response> retry(
      @Context HttpServletRequest request,
      @Parameter(description = "What.", schema = @Schema(implementation = IdInPath.class))
          @PathParam("contentId")
          String contentId) {
    return door.submit(
        request,
        new RetryContent(RestDoor.id(contentId)),
        RestDoor.idempotency(request, JsonValue.EMPTY_JSON_OBJECT),
        200,
        (command, reply) -> Shapes.object().add("success", true));
  }
}
