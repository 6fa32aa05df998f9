package dev.parley.door.rest;

import dev.parley.door.Members;
import dev.parley.door.rest.schema.Notifications.NewBroadcast;
import dev.parley.door.rest.schema.Notifications.Said;
import dev.parley.vocabulary.NotificationCommand.Broadcast;
import dev.parley.vocabulary.Topic;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells everybody's program something. */
@Dependent
@Path("broadcasts")
@Tag(name = "Notifications", description = "What users, and everybody, are told")
@Produces(MediaType.APPLICATION_JSON)
public class BroadcastResource {
  @Inject private RestDoor door;

  /** Everybody's program is told something that only programs understand. */
  @POST
  @Operation(
      operationId = "broadcast",
      summary = "Everybody's program is told something that only programs understand")
  @RequestBodySchema(NewBroadcast.class)
  @APIResponseSchema(value = Said.class, responseCode = "201", responseDescription = "Said")
  @APIResponse(responseCode = "429", description = "The caller has others told too often.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> tell(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    JsonObject object = door.body(body);
    Members members = new Members(object);
    Broadcast command = new Broadcast(members.id("event"), members.object("data"));
    members.check();
    return door.submit(
        request,
        command,
        RestDoor.idempotency(request, object),
        201,
        (done, reply) -> RestDoor.said(reply, Topic.GLOBAL));
  }
}
