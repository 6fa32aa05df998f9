package dev.parley.vocabulary;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param kind user, agent, service or nobody
 * @param id the id within the kind, 1 to 128 printable characters; for nobody {@code anonymous}
 * @param displayName what people are shown; the id where the credential names nothing better
 * @param roles the roles granted by the credential; empty for a caller that may do nothing
 * @param plan the plan for limits, where the credential names one
 * @param expiresAt when the credential ends, or null when it does not
 * @param keyId the id of the API key that was presented, or null for a token and for nobody
 */
public record Caller(
    Kind kind,
    String id,
    String displayName,
    Set<Role> roles,
    @Nullable String plan,
    @Nullable Instant expiresAt,
    @Nullable String keyId) {

  /** Somebody without a credential, who may read what the anonymous policy shows. */
  public static final Caller ANONYMOUS =
      new Caller(Kind.ANONYMOUS, "anonymous", "anonymous", Set.of(Role.OBSERVER), null, null, null);

  /** The hub itself, for commands that time issues. */
  public static final Caller HUB =
      new Caller(Kind.SERVICE, "parley", "Parley", Set.of(Role.ADMIN), null, null, null);

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** What kind of being the caller is. */
  public enum Kind {
    USER,
    AGENT,
    SERVICE,
    ANONYMOUS;

    /** The name on the wire, for example {@code user}. */
    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Tells whether one of the roles is, or includes, {@code role}. */
  public boolean holds(Role role) {
    return roles.stream().anyMatch(held -> held.includes(role));
  }

  /**
   * Tells whether the caller may speak for that agent. A key owned by an agent speaks for that
   * agent only; an administrator, a service and a user with the role {@code agent} for any.
   */
  public boolean mayActFor(String agentId) {
    return holds(Role.ADMIN) || (holds(Role.AGENT) && (kind != Kind.AGENT || id.equals(agentId)));
  }

  /** Kind and id as one name, for example {@code user:alice}; unique among all callers. */
  public String qualifiedId() {
    return kind.wireName() + ":" + id;
  }
}
