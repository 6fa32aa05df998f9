package dev.parley.identity;

import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An API key in the database. Times are epoch milliseconds, roles wire names with commas between.
 */
@Entity
@Table(name = "api_key")
class ApiKeyRow {

  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "secret_hash")
  private String secretHash = "";

  @Enumerated(EnumType.STRING)
  @Column(name = "owner_kind")
  private Caller.Kind ownerKind = Caller.Kind.USER;

  @Column(name = "owner_id")
  private String ownerId = "";

  @Column(name = "roles")
  private String roles = "";

  @Column(name = "label")
  private @Nullable String label;

  @Column(name = "created_at")
  private long createdAt;

  @Column(name = "expires_at")
  private @Nullable Long expiresAt;

  @Column(name = "revoked_at")
  private @Nullable Long revokedAt;

  /** For Jakarta Persistence. */
  protected ApiKeyRow() {}

  ApiKeyRow(ApiKey key) {
    id = key.id();
    secretHash = key.secretHash();
    ownerKind = key.ownerKind();
    ownerId = key.ownerId();
    roles = key.roles().stream().sorted().map(Role::wireName).collect(Collectors.joining(","));
    label = key.name();
    createdAt = key.createdAt().toEpochMilli();
    expiresAt = millis(key.expiresAt());
    revokedAt = millis(key.revokedAt());
  }

  void revoke(Instant time) {
    revokedAt = time.toEpochMilli();
  }

  ApiKey toApiKey() {
    Set<Role> held = EnumSet.noneOf(Role.class);
    for (String role : roles.split(",", -1)) {
      Role.ofWireName(role).ifPresent(held::add);
    }
    return new ApiKey(
        id,
        secretHash,
        ownerKind,
        ownerId,
        held,
        label,
        Instant.ofEpochMilli(createdAt),
        instant(expiresAt),
        instant(revokedAt));
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
