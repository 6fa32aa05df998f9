package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Identities.ApiKeys;
import dev.parley.door.rest.schema.Identities.MadeApiKey;
import dev.parley.door.rest.schema.Identities.NewApiKey;
import dev.parley.door.rest.schema.Texts.KeyId;
import dev.parley.identity.IssuedApiKey;
import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand.CreateApiKey;
import dev.parley.vocabulary.DurableCommand.RevokeApiKey;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.View;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes API keys. */
@Dependent
@Path("api-keys")
@Tag(name = "API keys", description = "Made, listed and revoked by administrators")
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeyResource {
  private static final List<Caller.Kind> OWNERS =
      List.of(Caller.Kind.USER, Caller.Kind.AGENT, Caller.Kind.SERVICE);

  @Inject private RestDoor door;

  /** Makes a key, and shows it this once. */
  @POST
  @Operation(operationId = "createApiKey", summary = "Makes a key, and shows it this once")
  @RequestBodySchema(NewApiKey.class)
  @APIResponseSchema(value = MadeApiKey.class, responseCode = "201", responseDescription = "Made")
  @APIResponse(
      responseCode = "409",
      description = "This request has made a key before, which has been revoked.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> create(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    JsonObject object = door.body(body);
    Members members = new Members(object);
    Members owner = members.members("owner");
    Caller.Kind kind = owner.oneOf("kind", OWNERS, Caller.Kind::wireName);
    String id = owner.id("id");
    Set<Role> roles = Set.copyOf(members.someOf("roles", List.of(Role.values()), Role::wireName));
    String name = members.optionalText("name", Id.MAX_LENGTH);
    Instant expiresAt = members.optionalTime("expiresAt");
    members.check();
    IssuedApiKey issued =
        door.keys()
            .issue(
                kind,
                id,
                roles,
                name,
                expiresAt,
                CallerFilter.of(request),
                Idempotence.key(request));
    return door.submit(
        request,
        issued.command(),
        RestDoor.idempotency(request, object),
        201,
        (command, reply) -> created(command, issued.key()));
  }

  /** All keys, without their secrets. */
  @GET
  @Operation(operationId = "listApiKeys", summary = "All keys, without their secrets")
  @APIResponseSchema(ApiKeys.class)
  public CompletionStage<Response> list(@Context HttpServletRequest request) {
    return door.show(
        request,
        new Query.ListApiKeys(),
        shown -> {
          JsonArrayBuilder keys = JsonText.PROVIDER.createArrayBuilder();
          List<ApiKey> all = ((View.ApiKeys) shown.view()).keys();
          all.forEach(key -> keys.add(shown(key)));
          return Shapes.object().add("keys", keys).add("total", all.size());
        });
  }

  /** Revokes a key; connections that came with it are closed. */
  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "revokeApiKey",
      summary = "Revokes a key; connections that came with it are closed")
  @Parameter(
      name = "id",
      description = "The id of the key.",
      schema = @Schema(implementation = KeyId.class))
  @APIResponse(responseCode = "204", description = "It is revoked.")
  @APIResponse(responseCode = "404", description = "There is no key of that id.")
  public CompletionStage<Response> revoke(
      @Context HttpServletRequest request, @PathParam("id") String id) {
    return door.submit(
        request, new RevokeApiKey(id), null, 204, (command, reply) -> Shapes.object());
  }

  private static JsonObjectBuilder created(CreateApiKey made, String key) {
    return key(
            made.id(),
            made.ownerKind(),
            made.ownerId(),
            made.roles(),
            made.name(),
            made.expiresAt())
        .add("key", key);
  }

  private static JsonObjectBuilder shown(ApiKey key) {
    return key(key.id(), key.ownerKind(), key.ownerId(), key.roles(), key.name(), key.expiresAt())
        .add("createdAt", Shapes.time(key.createdAt()))
        .add("revokedAt", Shapes.optionalTime(key.revokedAt()));
  }

  private static JsonObjectBuilder key(
      String id,
      Caller.Kind ownerKind,
      String ownerId,
      Set<Role> roles,
      @Nullable String name,
      @Nullable Instant expiresAt) {
    return Shapes.object()
        .add("id", id)
        .add("owner", Shapes.object().add("kind", ownerKind.wireName()).add("id", ownerId))
        .add("roles", MeResource.roles(roles))
        .add("name", Shapes.text(name))
        .add("expiresAt", Shapes.optionalTime(expiresAt));
  }
}
