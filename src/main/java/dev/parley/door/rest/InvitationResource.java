package dev.parley.door.rest;

import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Rooms.Invitations;
import dev.parley.vocabulary.RoomQuery.ListInvitations;
import dev.parley.vocabulary.RoomView;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where the caller is asked to come in. */
@Dependent
@Path("invitations")
@Tag(name = "Rooms", description = "Where people and agents talk")
@Produces(MediaType.APPLICATION_JSON)
public class InvitationResource {
  @Inject private RestDoor door;

  /** What the caller has not answered. */
  @GET
  @Operation(
      operationId = "listInvitations",
      summary = "Invitations that the caller has not answered")
  @APIResponseSchema(Invitations.class)
  public CompletionStage<Response> list(@Context HttpServletRequest request) {
    return door.show(
        request,
        new ListInvitations(),
        shown ->
            Shapes.object()
                .add(
                    "invitations",
                    RoomShapes.list(
                        ((RoomView.Invitations) shown.view()).invitations(),
                        RoomShapes::invitation)));
  }
}
