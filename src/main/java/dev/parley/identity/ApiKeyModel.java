package dev.parley.identity;

import dev.parley.journal.Model;
import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableEvent.ApiKeyCreated;
import dev.parley.vocabulary.DurableEvent.ApiKeyRevoked;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.View;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All API keys, in memory: what authentication looks at. Readers may be any number of threads and
 * never wait; the journal's writer swaps one immutable snapshot for the next.
 */
public final class ApiKeyModel implements Model {

  private static final Comparator<ApiKey> NEWEST_FIRST =
      Comparator.comparing(ApiKey::createdAt).reversed().thenComparing(ApiKey::id);

  private final Consumer<String> revoked;
  private volatile Map<String, ApiKey> keys = Map.of();

  /**
   * An empty model.
   *
   * @param revoked told the id of every key that stops being valid because it was revoked, so that
   *     its live connections are closed; called by the journal's writer after the commit, must
   *     return soon and not throw
   */
  public ApiKeyModel(Consumer<String> revoked) {
    this.revoked = revoked;
  }

  @Override
  public void load(EntityManager snapshot, Heads log) {
    Map<String, ApiKey> before = keys;
    Map<String, ApiKey> now = new HashMap<>();
    snapshot
        .createQuery("select k from ApiKeyRow k", ApiKeyRow.class)
        .getResultStream()
        .map(ApiKeyRow::toApiKey)
        .forEach(key -> now.put(key.id(), key));
    keys = Map.copyOf(now);
    before.values().stream()
        .filter(key -> key.revokedAt() == null && !isLive(now.get(key.id())))
        .forEach(key -> revoked.accept(key.id()));
  }

  private static boolean isLive(@Nullable ApiKey key) {
    return key != null && key.revokedAt() == null;
  }

  @Override
  public void apply(Iterable<Publication> publications) {
    Map<String, ApiKey> changed = null;
    for (Publication publication : publications) {
      if (publication.event() instanceof ApiKeyCreated created) {
        changed = changed == null ? new HashMap<>(keys) : changed;
        changed.put(created.key().id(), created.key());
      } else if (publication.event() instanceof ApiKeyRevoked end) {
        changed = changed == null ? new HashMap<>(keys) : changed;
        changed.computeIfPresent(end.keyId(), (id, key) -> revokedAt(key, end.revokedAt()));
      }
    }
    if (changed == null) {
      return;
    }
    keys = Map.copyOf(changed);
    // Told after the swap: whoever connects again at once is refused.
    for (Publication publication : publications) {
      if (publication.event() instanceof ApiKeyRevoked end) {
        revoked.accept(end.keyId());
      }
    }
  }

  private static ApiKey revokedAt(ApiKey key, Instant time) {
    return new ApiKey(
        key.id(),
        key.secretHash(),
        key.ownerKind(),
        key.ownerId(),
        key.roles(),
        key.name(),
        key.createdAt(),
        key.expiresAt(),
        time);
  }

  /** The key of that id, revoked and expired ones included; null where there is none. */
  @Nullable ApiKey find(String id) {
    return keys.get(id);
  }

  /** Answers the query for all keys, revoked and expired ones included, newest first. */
  public Reply list(Query.ListApiKeys query, Caller caller) {
    return Reply.shown(new View.ApiKeys(keys.values().stream().sorted(NEWEST_FIRST).toList()));
  }
}
