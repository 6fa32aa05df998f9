package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.PresenceShapes;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Outcomes;
import dev.parley.door.rest.schema.People.NewPresence;
import dev.parley.door.rest.schema.People.OwnPresence;
import dev.parley.vocabulary.PresenceCommand.SetPresence;
import dev.parley.vocabulary.PresenceQuery.ShowOwnPresence;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.PresenceView;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the caller is there, and wants to be. */
@Dependent
@Path("me/presence")
@Tag(name = "Presence", description = "Who is there")
@Produces(MediaType.APPLICATION_JSON)
public class OwnPresenceResource {
  @Inject private RestDoor door;

  /** How the caller is there. */
  @GET
  @Operation(
      operationId = "showOwnPresence",
      summary = "How the caller is there",
      description = "For users: agents and services have none.")
  @APIResponseSchema(OwnPresence.class)
  @APIResponse(responseCode = "409", description = "The caller is no user.")
  public CompletionStage<Response> show(@Context HttpServletRequest request) {
    return door.show(request, new ShowOwnPresence(), shown -> own((PresenceView.Own) shown.view()));
  }

  private static JsonObjectBuilder own(PresenceView.Own own) {
    PresenceStatus held = own.held();
    JsonArrayBuilder devices = JsonText.PROVIDER.createArrayBuilder();
    own.devices()
        .forEach(
            device ->
                devices.add(
                    Shapes.object()
                        .add("door", device.door())
                        .add("idle", device.idle())
                        .add("connectedAt", Shapes.time(device.since()))));
    return PresenceShapes.presence(own.presence())
        .add("held", Shapes.text(held == null ? null : held.wireName()))
        .add("devices", devices);
  }

  /** How the caller wants to be there. */
  @PUT
  @Operation(
      operationId = "putOwnPresence",
      summary = "How the caller wants to be there",
      description =
          "busy and offline hold on all devices until something else is said; online and away end"
              + " that. Which of these a device is, it says by its own connection.")
  @RequestBodySchema(NewPresence.class)
  @APIResponseSchema(Outcomes.Done.class)
  @APIResponse(responseCode = "409", description = "The caller is no user.")
  @APIResponse(responseCode = "429", description = "The caller has others told too often.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> put(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    Members members = new Members(door.body(body));
    SetPresence command =
        new SetPresence(
            members.oneOf("status", List.of(PresenceStatus.values()), PresenceStatus::wireName));
    members.check();
    return door.submit(
        request, command, null, 200, (done, reply) -> Shapes.object().add("success", true));
  }
}
