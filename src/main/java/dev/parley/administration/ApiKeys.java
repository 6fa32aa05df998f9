package dev.parley.administration;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of a hub. What has returned is lasting; what has failed with a refusal has changed
 * nothing.
 */
public interface ApiKeys {

  /**
   * A key as it may be shown.
   *
   * @param owner as {@code kind:id}
   * @param createdAt null where that was not told
   */
  record Shown(
      String id,
      String owner,
      List<String> roles,
      @Nullable String name,
      @Nullable Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt) {
    public Shown {
      roles = List.copyOf(roles);
    }
  }

  /**
   * Makes a key.
   *
   * @return its text, which is kept nowhere
   */
  String create(
      Caller.Kind ownerKind,
      String ownerId,
      Set<Role> roles,
      @Nullable String name,
      @Nullable Instant expiresAt)
      throws AdministrationException;

  /** All keys, the newest first. */
  List<Shown> list() throws AdministrationException;

  /** Ends a key; one that has ended stays so. */
  void revoke(String id) throws AdministrationException;
}
