package dev.parley.door.rest;

import dev.parley.door.Parameters;
import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Rooms.IdInPath;
import dev.parley.door.rest.schema.Rooms.MemberPage;
import dev.parley.door.rest.schema.Rooms.Membership;
import dev.parley.door.rest.schema.Rooms.Mute;
import dev.parley.door.rest.schema.Rooms.RoomInPath;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.vocabulary.RoomCommand.MuteMember;
import dev.parley.vocabulary.RoomCommand.PutMember;
import dev.parley.vocabulary.RoomCommand.RemoveMember;
import dev.parley.vocabulary.RoomQuery.ListMembers;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who belongs to a room, and as what. */
@Dependent
@Path("rooms/{roomId}/members")
@Tag(name = "Rooms", description = "Where people and agents talk")
@Produces(MediaType.APPLICATION_JSON)
public class RoomMemberResource {
  @Inject private RestDoor door;

  /** Members, the newest first. */
  @GET
  @Operation(operationId = "listMembers", summary = "Who belongs to a room, the newest first")
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
  @APIResponseSchema(MemberPage.class)
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  public CompletionStage<Response> list(
      @Context HttpServletRequest request,
      @Context UriInfo address,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId) {
    Parameters query = RestDoor.query(address);
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new ListMembers(RestDoor.id(roomId), slice),
        shown -> {
          RoomView.Members members = (RoomView.Members) shown.view();
          return PageCursor.nextCursor(
              Shapes.object()
                  .add("members", RoomShapes.list(members.members(), RoomShapes::member)),
              members.next());
        });
  }

  /** Somebody belongs to the room, in that role. */
  @PUT
  @Path("{userId}")
  @Operation(
      operationId = "putMember",
      summary = "Somebody belongs to the room in that role; for its moderators")
  @RequestBodySchema(Membership.class)
  @APIResponse(responseCode = "204", description = "They do.")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  @APIResponse(responseCode = "409", description = "The room is archived, or would have no owner.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> put(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(description = "Who.", schema = @Schema(implementation = IdInPath.class))
          @PathParam("userId")
          String userId,
      InputStream body)
      throws IOException {
    String room = RestDoor.id(roomId);
    String user = RestDoor.id(userId);
    return door.change(
        request,
        body,
        members ->
            new PutMember(
                room, user, members.oneOf("role", List.of(RoomRole.values()), RoomRole::wireName)));
  }

  /** Somebody belongs to the room no more. */
  @DELETE
  @Path("{userId}")
  @Operation(
      operationId = "removeMember",
      summary = "Somebody belongs to the room no more; for its moderators, and for oneself")
  @APIResponse(responseCode = "204", description = "They do not.")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  @APIResponse(responseCode = "409", description = "The room would have no owner.")
  public CompletionStage<Response> remove(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(description = "Who.", schema = @Schema(implementation = IdInPath.class))
          @PathParam("userId")
          String userId) {
    return door.change(request, new RemoveMember(RestDoor.id(roomId), RestDoor.id(userId)));
  }

  /** A member cannot write. */
  @PUT
  @Path("{userId}/mute")
  @Operation(operationId = "muteMember", summary = "A member cannot write; for moderators")
  @RequestBodySchema(Mute.class)
  @APIResponse(responseCode = "204", description = "They are muted.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such member.")
  @APIResponse(responseCode = "409", description = "The room is archived.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> mute(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(description = "Who.", schema = @Schema(implementation = IdInPath.class))
          @PathParam("userId")
          String userId,
      InputStream body)
      throws IOException {
    String room = RestDoor.id(roomId);
    String user = RestDoor.id(userId);
    return door.change(request, body, members -> new MuteMember(room, user, members.time("until")));
  }

  /** A member may write again. */
  @DELETE
  @Path("{userId}/mute")
  @Operation(operationId = "unmuteMember", summary = "A member may write again; for moderators")
  @APIResponse(responseCode = "204", description = "They may.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such member.")
  @APIResponse(responseCode = "409", description = "The room is archived.")
  public CompletionStage<Response> unmute(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(description = "Who.", schema = @Schema(implementation = IdInPath.class))
          @PathParam("userId")
          String userId) {
    return door.change(request, new MuteMember(RestDoor.id(roomId), RestDoor.id(userId), null));
  }
}
