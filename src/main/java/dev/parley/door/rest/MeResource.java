package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Identities.Me;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.View;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells callers who they are. */
@Dependent
@Path("me")
@Tag(name = "Me", description = "Who the caller is")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  @Inject private RestDoor door;

  /** The caller, as the hub sees it. */
  @GET
  @Operation(operationId = "showMe", summary = "The caller, as the hub sees it")
  @APIResponseSchema(Me.class)
  public CompletionStage<Response> me(@Context HttpServletRequest request) {
    return door.show(
        request, new Query.ShowMe(), shown -> caller(((View.Me) shown.view()).caller()));
  }

  private static JsonObjectBuilder caller(Caller caller) {
    return Shapes.object()
        .add("kind", caller.kind().wireName())
        .add("id", caller.id())
        .add("displayName", caller.displayName())
        .add("roles", roles(caller.roles()))
        .add("plan", Shapes.text(caller.plan()))
        .add("keyId", Shapes.text(caller.keyId()))
        .add("expiresAt", Shapes.optionalTime(caller.expiresAt()));
  }

  /** Roles by their names, the lesser before the greater. */
  static JsonArrayBuilder roles(Set<Role> roles) {
    JsonArrayBuilder names = JsonText.PROVIDER.createArrayBuilder();
    roles.stream().sorted().map(Role::wireName).forEach(names::add);
    return names;
  }
}
