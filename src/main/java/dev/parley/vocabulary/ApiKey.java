package dev.parley.vocabulary;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A credential made by the hub. The secret itself is shown once and kept nowhere.
 *
 * @param id the part of the key that may be shown
 * @param secretHash SHA-256 of the secret, as lower-case hexadecimal digits
 * @param ownerKind user, agent or service
 * @param name a label for people, or null
 * @param expiresAt when it ends by itself, or null
 * @param revokedAt when it was revoked, or null
 */
public record ApiKey(
    String id,
    String secretHash,
    Caller.Kind ownerKind,
    String ownerId,
    Set<Role> roles,
    @Nullable String name,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {
  public ApiKey {
    roles = Set.copyOf(roles);
  }
}
