package dev.parley.door.rest;

import dev.parley.door.RefusedException;
import dev.parley.door.rest.schema.Rooms.EmojiText;
import dev.parley.door.rest.schema.Rooms.IdInPath;
import dev.parley.door.rest.schema.Rooms.RoomInPath;
import dev.parley.vocabulary.Emoji;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.RoomCommand.React;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How people react to messages. */
@Dependent
@Path("rooms/{roomId}/messages/{messageId}/reactions/{emoji}")
@Tag(name = "Messages", description = "What is said in rooms")
@Produces(MediaType.APPLICATION_JSON)
public class ReactionResource {
  @Inject private RestDoor door;

  /** The caller reacts. */
  @PUT
  @Operation(operationId = "react", summary = "The caller reacts to a message")
  @APIResponse(responseCode = "204", description = "The reaction is there.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such message.")
  @APIResponse(
      responseCode = "409",
      description = "The room is archived, or the message has as many reactions as it may have.")
  @APIResponse(responseCode = "422", description = "It is none that one can react with.")
  @APIResponse(responseCode = "429", description = "The caller says more than the limit.")
  public CompletionStage<Response> react(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = IdInPath.class)) @PathParam("messageId")
          String messageId,
      @Parameter(schema = @Schema(implementation = EmojiText.class)) @PathParam("emoji")
          String emoji) {
    return react(request, roomId, messageId, emoji, true);
  }

  /** The caller takes a reaction back. */
  @DELETE
  @Operation(operationId = "unreact", summary = "The caller takes a reaction back")
  @APIResponse(responseCode = "204", description = "The reaction is not there.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such message.")
  @APIResponse(responseCode = "409", description = "The room is archived.")
  @APIResponse(responseCode = "422", description = "It is none that one can react with.")
  @APIResponse(responseCode = "429", description = "The caller says more than the limit.")
  public CompletionStage<Response> unreact(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = IdInPath.class)) @PathParam("messageId")
          String messageId,
      @Parameter(schema = @Schema(implementation = EmojiText.class)) @PathParam("emoji")
          String emoji) {
    return react(request, roomId, messageId, emoji, false);
  }

  private CompletionStage<Response> react(
      HttpServletRequest request, String roomId, String messageId, String emoji, boolean added) {
    if (!Emoji.isValid(emoji)) {
      throw new RefusedException(
          Refusal.invalid(
              List.of(
                  new Refusal.Fault(
                      "emoji", "has to be 1 to 32 printable characters without a blank"))));
    }
    return door.change(
        request, new React(RestDoor.id(roomId), RestDoor.id(messageId), emoji, added));
  }
}
