package dev.parley.administration;

import dev.parley.identity.ApiKeyHandler;
import dev.parley.identity.ApiKeyIssuer;
import dev.parley.identity.ApiKeyModel;
import dev.parley.identity.IssuedApiKey;
import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand.RevokeApiKey;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.View;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API keys in the store of a hub that is down. */
public final class StoredApiKeys implements ApiKeys, AutoCloseable {
  private final ApiKeyModel model;
  private final ApiKeyIssuer issuer;
  private final StoppedHub hub;

  private StoredApiKeys(ApiKeyModel model, ApiKeyIssuer issuer, StoppedHub hub) {
    this.model = model;
    this.issuer = issuer;
    this.hub = hub;
  }

  /**
   * Opens the store; to be closed.
   *
   * @throws AdministrationException if it cannot be opened, or another hub uses it
   */
  public static StoredApiKeys open(StoppedHub.Settings settings) throws AdministrationException {
    ApiKeyModel model = new ApiKeyModel(revoked -> {});
    StoppedHub hub = StoppedHub.open(settings, List.of(new ApiKeyHandler()), List.of(model), false);
    // What nobody repeats needs no secret of the hub.
    return new StoredApiKeys(model, new ApiKeyIssuer(new SecureRandom()), hub);
  }

  @Override
  public String create(
      Caller.Kind ownerKind,
      String ownerId,
      Set<Role> roles,
      @Nullable String name,
      @Nullable Instant expiresAt)
      throws AdministrationException {
    IssuedApiKey issued =
        issuer.issue(ownerKind, ownerId, roles, name, expiresAt, Caller.HUB, null);
    hub.run(issued.command());
    return issued.key();
  }

  @Override
  public List<Shown> list() {
    return model.list(new Query.ListApiKeys(), Caller.HUB) instanceof Reply.Shown shown
            && shown.view() instanceof View.ApiKeys keys
        ? keys.keys().stream().map(StoredApiKeys::shown).toList()
        : List.of();
  }

  private static Shown shown(ApiKey key) {
    return new Shown(
        key.id(),
        key.ownerKind().wireName() + ":" + key.ownerId(),
        key.roles().stream().sorted().map(Role::wireName).toList(),
        key.name(),
        key.createdAt(),
        key.expiresAt(),
        key.revokedAt());
  }

  @Override
  public void revoke(String id) throws AdministrationException {
    hub.run(new RevokeApiKey(id));
  }

  @Override
  public void close() {
    hub.close();
  }
}
