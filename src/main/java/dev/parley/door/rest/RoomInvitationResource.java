package dev.parley.door.rest;

import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Rooms.InvitationAnswer;
import dev.parley.door.rest.schema.Rooms.InvitationId;
import dev.parley.door.rest.schema.Rooms.MadeInvitation;
import dev.parley.door.rest.schema.Rooms.NewInvitation;
import dev.parley.door.rest.schema.Rooms.RoomInPath;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.AnswerInvitation;
import dev.parley.vocabulary.RoomCommand.Invite;
import dev.parley.vocabulary.RoomRole;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who is asked to come into a room, and what they say to it. */
@Dependent
@Path("rooms/{roomId}/invitations")
@Tag(name = "Rooms", description = "Where people and agents talk")
@Produces(MediaType.APPLICATION_JSON)
public class RoomInvitationResource {
  @Inject private RestDoor door;

  /** Asks somebody to come in. */
  @POST
  @Operation(operationId = "invite", summary = "Asks somebody to come in; for moderators")
  @RequestBodySchema(NewInvitation.class)
  @APIResponseSchema(
      value = MadeInvitation.class,
      responseCode = "201",
      responseDescription = "They are asked")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  @APIResponse(
      responseCode = "409",
      description = "They belong to the room already, or it is archived.")
  @APIResponse(responseCode = "429", description = "The caller says more than the limit.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> invite(
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
        members ->
            new Invite(
                room,
                members.id("userId"),
                members.oneOf(
                    "role", List.of(RoomRole.values()), RoomRole::wireName, RoomRole.MEMBER)),
        (command, reply) ->
            Shapes.object()
                .add("invitationId", ((Reply.Created) reply).id())
                .add("roomId", command.roomId()));
  }

  /** Takes an invitation, or turns it down. */
  @PUT
  @Path("{invitationId}/answer")
  @Operation(
      operationId = "answerInvitation",
      summary = "Takes an invitation, or turns it down; for whom it is meant")
  @RequestBodySchema(InvitationAnswer.class)
  @APIResponse(responseCode = "204", description = "It is answered.")
  @APIResponse(responseCode = "404", description = "There is no such invitation to be answered.")
  @APIResponse(responseCode = "409", description = "The room is archived.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> answer(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = InvitationId.class)) @PathParam("invitationId")
          String invitationId,
      InputStream body)
      throws IOException {
    String room = RestDoor.id(roomId);
    String invitation = RestDoor.id(invitationId);
    return door.change(
        request, body, members -> new AnswerInvitation(room, invitation, members.flag("accepted")));
  }
}
