package dev.parley.door.rest;

import dev.parley.door.MessageMembers;
import dev.parley.door.Parameters;
import dev.parley.door.RoomShapes;
import dev.parley.door.rest.schema.Messages;
import dev.parley.door.rest.schema.Messages.Message;
import dev.parley.door.rest.schema.Messages.MessageChange;
import dev.parley.door.rest.schema.Messages.MessagePage;
import dev.parley.door.rest.schema.Messages.NewMessage;
import dev.parley.door.rest.schema.Messages.PostedMessage;
import dev.parley.door.rest.schema.Rooms.IdInPath;
import dev.parley.door.rest.schema.Rooms.RoomInPath;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.DeleteMessage;
import dev.parley.vocabulary.RoomCommand.EditMessage;
import dev.parley.vocabulary.RoomQuery.ListMessages;
import dev.parley.vocabulary.RoomQuery.ShowMessage;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.jspecify.annotations.Nullable;

/** What is said in a room. */
@Dependent
@Path("rooms/{roomId}/messages")
@Tag(name = "Messages", description = "What is said in rooms")
@Produces(MediaType.APPLICATION_JSON)
public class MessageResource {
  @Inject private RestDoor door;

  /** Says something. */
  @POST
  @Operation(
      operationId = "postMessage",
      summary = "Says something in a room, which is made where there is none")
  @RequestBodySchema(NewMessage.class)
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
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      InputStream body)
      throws IOException {
    String room = RestDoor.id(roomId);
    return door.post(
        request,
        body,
        201,
        members -> MessageMembers.message(room, members),
        (command, reply) -> MessageBodies.posted(command, (Reply.Posted) reply));
  }

  /** Messages, newest first. */
  @GET
  @Operation(operationId = "listMessages", summary = "Messages of a room, newest first")
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
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId) {
    return page(request, address, roomId, null);
  }

  /** The answers to a message, newest first. */
  @GET
  @Path("{messageId}/thread")
  @Operation(operationId = "listThread", summary = "The answers to a message, newest first")
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
  public CompletionStage<Response> thread(
      @Context HttpServletRequest request,
      @Context UriInfo address,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = IdInPath.class)) @PathParam("messageId")
          String messageId) {
    return page(request, address, roomId, RestDoor.id(messageId));
  }

  private CompletionStage<Response> page(
      HttpServletRequest request, UriInfo address, String roomId, @Nullable String thread) {
    Parameters query = RestDoor.query(address);
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new ListMessages(RestDoor.id(roomId), thread, slice),
        shown -> MessageBodies.page((RoomView.Messages) shown.view()));
  }

  /** One message. */
  @GET
  @Path("{messageId}")
  @Operation(operationId = "showMessage", summary = "One message")
  @APIResponseSchema(Message.class)
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such message.")
  public CompletionStage<Response> show(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = IdInPath.class)) @PathParam("messageId")
          String messageId) {
    return door.show(
        request,
        new ShowMessage(RestDoor.id(roomId), RestDoor.id(messageId)),
        shown -> RoomShapes.shown(((RoomView.OneMessage) shown.view()).shown()));
  }

  /** A message reads differently from now on. */
  @PATCH
  @Path("{messageId}")
  @Operation(operationId = "editMessage", summary = "Edits a message; for its sender")
  @RequestBodySchema(MessageChange.class)
  @APIResponse(responseCode = "204", description = "It is edited.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such message.")
  @APIResponse(
      responseCode = "409",
      description = "The room is archived, or the message was edited too often.")
  @APIResponse(responseCode = "429", description = "The caller says more than the limit.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> edit(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = IdInPath.class)) @PathParam("messageId")
          String messageId,
      InputStream body)
      throws IOException {
    String room = RestDoor.id(roomId);
    String message = RestDoor.id(messageId);
    return door.change(
        request,
        body,
        members -> new EditMessage(room, message, members.prose("message", Messages.MAX_TEXT)));
  }

  /** A message goes. */
  @DELETE
  @Path("{messageId}")
  @Operation(
      operationId = "deleteMessage",
      summary = "Deletes a message; for its sender and for moderators")
  @APIResponse(responseCode = "204", description = "It is gone.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such message.")
  @APIResponse(responseCode = "429", description = "The caller says more than the limit.")
  public CompletionStage<Response> delete(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = IdInPath.class)) @PathParam("messageId")
          String messageId) {
    return door.change(request, new DeleteMessage(RestDoor.id(roomId), RestDoor.id(messageId)));
  }
}
