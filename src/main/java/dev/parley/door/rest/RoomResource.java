package dev.parley.door.rest;

import dev.parley.door.Members;
import dev.parley.door.Parameters;
import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Rooms;
import dev.parley.door.rest.schema.Rooms.MadeRoom;
import dev.parley.door.rest.schema.Rooms.Mark;
import dev.parley.door.rest.schema.Rooms.NewRoom;
import dev.parley.door.rest.schema.Rooms.OneRoom;
import dev.parley.door.rest.schema.Rooms.RoomChange;
import dev.parley.door.rest.schema.Rooms.RoomInPath;
import dev.parley.door.rest.schema.Rooms.RoomPage;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.ArchiveRoom;
import dev.parley.vocabulary.RoomCommand.ChangeRoom;
import dev.parley.vocabulary.RoomCommand.CreateRoom;
import dev.parley.vocabulary.RoomCommand.MarkReceived;
import dev.parley.vocabulary.RoomQuery.ListRooms;
import dev.parley.vocabulary.RoomQuery.ShowRoom;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.RoomView;
import dev.parley.vocabulary.Slice;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
import org.jspecify.annotations.Nullable;

/** Rooms: made, listed, shown, changed, archived, and how far the caller has read. */
@Dependent
@Path("rooms")
@Tag(name = "Rooms", description = "Where people and agents talk")
@Produces(MediaType.APPLICATION_JSON)
public class RoomResource {
  @Inject private RestDoor door;

  /** Makes a room. */
  @POST
  @Operation(operationId = "createRoom", summary = "Makes a room; the caller is its owner")
  @RequestBodySchema(NewRoom.class)
  @APIResponseSchema(value = MadeRoom.class, responseCode = "201", responseDescription = "Made")
  @APIResponse(responseCode = "409", description = "There is a room of that id.")
  @APIResponse(responseCode = "429", description = "The caller makes more rooms than the limit.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> create(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    return door.post(
        request,
        body,
        201,
        RoomResource::read,
        (command, reply) -> Shapes.object().add("roomId", ((Reply.Created) reply).id()));
  }

  private static CreateRoom read(Members members) {
    return new CreateRoom(
        members.id("roomId", "room_" + UUID.randomUUID()),
        members.oneOf("roomType", List.of(RoomType.values()), RoomType::wireName, RoomType.TEAM),
        members.optionalText("name", Id.MAX_LENGTH),
        ttl(members),
        members.optionalIds("members"));
  }

  private static @Nullable Duration ttl(Members members) {
    Long seconds = members.optionalWhole("messageTtl", 0, Rooms.MAX_TTL_SECONDS);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  /** Rooms, newest first. */
  @GET
  @Operation(
      operationId = "listRooms",
      summary = "The rooms that the caller may read, newest first")
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
  @APIResponseSchema(RoomPage.class)
  public CompletionStage<Response> list(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new ListRooms(slice),
        shown -> {
          RoomView.Rooms rooms = (RoomView.Rooms) shown.view();
          return PageCursor.nextCursor(
              Shapes.object().add("rooms", RoomShapes.list(rooms.rooms(), RoomShapes::overview)),
              rooms.next());
        });
  }

  /** One room as of one place of its feed. */
  @GET
  @Path("{roomId}")
  @Operation(
      operationId = "showRoom",
      summary = "A room with its members and newest messages, as of one place of its feed")
  @Parameter(
      name = "messages",
      in = ParameterIn.QUERY,
      description = "How many messages at most.",
      schema =
          @Schema(
              type = SchemaType.INTEGER,
              minimum = "0",
              maximum = "" + Slice.MAX_LIMIT,
              defaultValue = "50"))
  @APIResponseSchema(OneRoom.class)
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  public CompletionStage<Response> show(
      @Context HttpServletRequest request,
      @Context UriInfo address,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId) {
    Parameters query = RestDoor.query(address);
    int messages = (int) query.number("messages", 0, Slice.MAX_LIMIT, 50);
    query.check();
    return door.show(
        request,
        new ShowRoom(RestDoor.id(roomId), messages),
        shown -> RoomShapes.oneRoom((RoomView.OneRoom) shown.view()));
  }

  /** Changes a room. */
  @PATCH
  @Path("{roomId}")
  @Operation(operationId = "changeRoom", summary = "Changes a room; for its moderators")
  @RequestBodySchema(RoomChange.class)
  @APIResponse(responseCode = "204", description = "It is changed.")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  @APIResponse(responseCode = "409", description = "The room is archived.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> change(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      InputStream body)
      throws IOException {
    String id = RestDoor.id(roomId);
    return door.change(
        request,
        body,
        members -> new ChangeRoom(id, members.optionalText("name", Id.MAX_LENGTH), ttl(members)));
  }

  /** Archives a room. */
  @PUT
  @Path("{roomId}/archive")
  @Operation(
      operationId = "archiveRoom",
      summary = "Nobody can write in the room any more; for its owners")
  @APIResponse(responseCode = "204", description = "It is archived.")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  public CompletionStage<Response> archive(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId) {
    return door.change(request, new ArchiveRoom(RestDoor.id(roomId)));
  }

  /** Marks what the caller has read. */
  @PUT
  @Path("{roomId}/read")
  @Operation(operationId = "markRead", summary = "The caller has read everything up to an offset")
  @RequestBodySchema(Mark.class)
  @APIResponse(responseCode = "204", description = "It is marked, there or further on.")
  @APIResponse(responseCode = "409", description = "The caller does not belong to the room.")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> read(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      InputStream body)
      throws IOException {
    return mark(request, RestDoor.id(roomId), body, true);
  }

  /** Marks what the caller has received. */
  @PUT
  @Path("{roomId}/received")
  @Operation(
      operationId = "markReceived",
      summary = "The caller has received everything up to an offset")
  @RequestBodySchema(Mark.class)
  @APIResponse(responseCode = "204", description = "It is marked, there or further on.")
  @APIResponse(responseCode = "409", description = "The caller does not belong to the room.")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> received(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      InputStream body)
      throws IOException {
    return mark(request, RestDoor.id(roomId), body, false);
  }

  private CompletionStage<Response> mark(
      HttpServletRequest request, String roomId, InputStream body, boolean read)
      throws IOException {
    return door.change(
        request,
        body,
        members -> new MarkReceived(roomId, members.whole("offset", 0, Rooms.MAX_OFFSET), read));
  }
}
