package dev.parley.door.rest;

import dev.parley.door.Parameters;
import dev.parley.door.rest.schema.Messages;
import dev.parley.door.rest.schema.Messages.MessagePage;
import dev.parley.door.rest.schema.Messages.SearchText;
import dev.parley.door.rest.schema.Rooms.RoomId;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.vocabulary.RoomQuery.SearchMessages;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Finds messages by their words. */
@Dependent
@Path("search")
@Tag(name = "Messages", description = "What is said in rooms")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {
  @Inject private RestDoor door;

  /** Finds messages. */
  @GET
  @Operation(
      operationId = "searchMessages",
      summary = "Messages with these words in the rooms that the caller may read, newest first")
  @Parameter(
      name = "q",
      in = ParameterIn.QUERY,
      required = true,
      schema = @Schema(implementation = SearchText.class))
  @Parameter(
      name = "roomId",
      in = ParameterIn.QUERY,
      description = "Only in that room.",
      schema = @Schema(implementation = RoomId.class))
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
  @APIResponseSchema(MessagePage.class)
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  public CompletionStage<Response> search(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    String text = query.prose("q", Messages.MAX_SEARCH);
    String roomId = query.optionalId("roomId");
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new SearchMessages(text, roomId, slice),
        shown -> MessageBodies.page((RoomView.Messages) shown.view()));
  }
}
