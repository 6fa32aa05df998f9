package dev.parley.door.rest;

import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.People;
import dev.parley.vocabulary.PresenceQuery.CountConnections;
import dev.parley.vocabulary.PresenceView;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Counts connections. */
@Dependent
@Path("connections")
@Tag(name = "Presence", description = "Who is there")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionResource {
  @Inject private RestDoor door;

  /** How many connections this node has. */
  @GET
  @Operation(operationId = "countConnections", summary = "How many connections this node has")
  @APIResponseSchema(People.Connections.class)
  public CompletionStage<Response> count(@Context HttpServletRequest request) {
    return door.show(
        request,
        new CountConnections(),
        shown -> {
          PresenceView.Connections count = (PresenceView.Connections) shown.view();
          JsonObjectBuilder byDoor = Shapes.object();
          new TreeMap<>(count.byDoor()).forEach(byDoor::add);
          return Shapes.object()
              .add("total", count.total())
              .add("authenticated", count.authenticated())
              .add("byDoor", byDoor);
        });
  }
}
