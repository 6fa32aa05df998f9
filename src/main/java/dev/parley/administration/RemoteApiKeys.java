package dev.parley.administration;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of a hub that is up.
 *
 * @param hub the hub
 */
public record RemoteApiKeys(HubClient hub) implements ApiKeys {
  private static final String PATH = "api-keys";

  @Override
  public String create(
      Caller.Kind ownerKind,
      String ownerId,
      Set<Role> roles,
      @Nullable String name,
      @Nullable Instant expiresAt)
      throws AdministrationException {
    JsonArrayBuilder names = HubClient.JSON.createArrayBuilder();
    roles.stream().sorted().map(Role::wireName).forEach(names::add);
    JsonObjectBuilder request =
        HubClient.JSON
            .createObjectBuilder()
            .add(
                "owner",
                HubClient.JSON
                    .createObjectBuilder()
                    .add("kind", ownerKind.wireName())
                    .add("id", ownerId))
            .add("roles", names);
    if (name != null) {
      request.add("name", name);
    }
    if (expiresAt != null) {
      request.add("expiresAt", expiresAt.toString());
    }
    return hub.send("POST", PATH, request.build()).getString("key");
  }

  @Override
  public List<Shown> list() throws AdministrationException {
    return hub.send("GET", PATH, null).getJsonArray("keys").getValuesAs(RemoteApiKeys::shown);
  }

  private static Shown shown(JsonObject key) {
    JsonObject owner = key.getJsonObject("owner");
    return new Shown(
        key.getString("id"),
        owner.getString("kind") + ":" + owner.getString("id"),
        key.getJsonArray("roles").getValuesAs(JsonString::getString),
        key.isNull("name") ? null : key.getString("name"),
        time(key, "createdAt"),
        time(key, "expiresAt"),
        time(key, "revokedAt"));
  }

  private static @Nullable Instant time(JsonObject key, String member) {
    return key.isNull(member) ? null : Instant.parse(key.getString(member));
  }

  @Override
  public void revoke(String id) throws AdministrationException {
    hub.send("DELETE", PATH + "/" + HubClient.segment(id), null);
  }
}
