package dev.parley.door.rest;

import dev.parley.door.MessageMembers;
import dev.parley.door.Parameters;
import dev.parley.door.rest.schema.Messages.MessagePage;
import dev.parley.door.rest.schema.Messages.NewChatMessage;
import dev.parley.door.rest.schema.Messages.PostedMessage;
import dev.parley.door.rest.schema.Rooms.RoomInPath;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomQuery.ListMessages;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
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
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Rooms, as those who call them conversations write to them. */
@Dependent
@Path("conversations/{conversationId}/messages")
@Tag(name = "Messages", description = "What is said in rooms")
@Produces(MediaType.APPLICATION_JSON)
public class ConversationResource {
  @Inject private RestDoor door;

  /** Says something. */
  @POST
  @Operation(
      operationId = "postChatMessage",
      summary = "Says something in a conversation, which is the room of that id")
  @RequestBodySchema(NewChatMessage.class)
  @APIResponseSchema(
      value = PostedMessage.class,
      responseCode = "201",
      responseDescription = "It is said, and on the disk")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  @APIResponse(
      responseCode = "409",
      description = "The room is archived, or there is another message of that id.")
  @APIResponse(
      responseCode = "429",
      description = "The caller says more than the limit, or more is said in the room.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> post(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("conversationId")
          String conversationId,
      InputStream body)
      throws IOException {
    String room = RestDoor.id(conversationId);
    return door.post(
        request,
        body,
        201,
        members -> MessageMembers.chatMessage(room, members),
        (command, reply) -> MessageBodies.posted(command, (Reply.Posted) reply));
  }

  /** Messages, newest first. */
  @GET
  @Operation(operationId = "listChatMessages", summary = "Messages of a conversation, newest first")
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
  public CompletionStage<Response> list(
      @Context HttpServletRequest request,
      @Context UriInfo address,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("conversationId")
          String conversationId) {
    Parameters query = RestDoor.query(address);
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new ListMessages(RestDoor.id(conversationId), null, slice),
        shown -> MessageBodies.page((RoomView.Messages) shown.view()));
  }
}
