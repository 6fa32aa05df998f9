package dev.parley.identity;

import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells who asks, the same for every door. Safe for use by any number of threads; works in memory
 * alone and never waits.
 *
 * <p>The first credential that is present decides. A bad one is refused: it gives way neither to
 * another nor to anonymity, or else an attacker who can add a credential could take one away.
 */
public final class Authenticator {

  /** The longest token that is looked at, in characters. */
  public static final int MAX_TOKEN_LENGTH = 8_192;

  private static final byte[] NO_SUCH_KEY = new byte[32];
  private static final String BEARER = "bearer ";

  private final IdentitySettings.Anonymous anonymous;
  private final JwtVerifier tokens;
  private final ApiKeyModel keys;
  private final BootstrapKey bootstrap;
  private final InstantSource clock;

  /**
   * An authenticator by configuration. Reads the key for tokens if that is in a file.
   *
   * @param published the keys for tokens where they are on the web, else null
   * @throws IllegalArgumentException for a key that cannot be read or used, with a message for the
   *     operator
   */
  public Authenticator(
      IdentitySettings settings,
      @Nullable PublishedKeys published,
      ApiKeyModel keys,
      BootstrapKey bootstrap,
      InstantSource clock) {
    this.anonymous = settings.anonymous();
    this.tokens =
        published == null
            ? new JwtVerifier(settings.jwt(), clock)
            : new JwtVerifier(settings.jwt(), published, clock);
    this.keys = keys;
    this.bootstrap = bootstrap;
    this.clock = clock;
  }

  /** Authenticates a request that needs a credential. */
  public Authentication authenticate(Credentials credentials) {
    return authenticate(credentials, origin -> false);
  }

  /**
   * Authenticates a request that may read without a credential, if the anonymous policy lets it:
   * the caller is then {@link Caller#ANONYMOUS}.
   */
  public Authentication authenticateOrObserve(Credentials credentials) {
    return authenticate(credentials, this::mayBeAnonymous);
  }

  /**
   * Authenticates a request to what is open to everybody: without a credential the caller is {@link
   * Caller#ANONYMOUS}.
   */
  public Authentication authenticateOrVisit(Credentials credentials) {
    return authenticate(credentials, origin -> true);
  }

  /**
   * Authenticates a newer credential for a live connection.
   *
   * @param current who the connection belongs to
   * @param token a token or an API key of the same caller
   * @return refused as {@code forbidden} if it is somebody else's
   */
  public Authentication renew(Caller current, String token) {
    Authentication result = authenticate(token);
    return result instanceof Authentication.Accepted accepted
            && !accepted.caller().qualifiedId().equals(current.qualifiedId())
        ? new Authentication.Refused(
            Refusal.of(
                Refusal.Code.FORBIDDEN, "A connection can be renewed for the same caller only."))
        : result;
  }

  /**
   * Whether the caller's credential still holds. A door asks once more when a new connection has
   * been registered with those that a revocation closes: the credential may have ended in between.
   */
  public boolean stillHolds(Caller caller) {
    ApiKey key = caller.keyId() == null ? null : keys.find(caller.keyId());
    boolean revoked = caller.keyId() != null && (key == null || key.revokedAt() != null);
    return !revoked && !hasEnded(caller.expiresAt());
  }

  private boolean hasEnded(@Nullable Instant expiresAt) {
    return expiresAt != null && !clock.instant().isBefore(expiresAt);
  }

  private Authentication authenticate(
      Credentials credentials, Predicate<RequestOrigin> mayBeAnonymous) {
    if (credentials.authorization() != null) {
      String value = credentials.authorization().strip();
      return value.toLowerCase(Locale.ROOT).startsWith(BEARER)
          ? authenticate(value.substring(BEARER.length()).strip())
          : refused("The Authorization field must be 'Bearer' and a token or an API key.");
    }
    if (credentials.apiKey() != null) {
      return authenticate(credentials.apiKey().strip());
    }
    if (credentials.connectToken() != null) {
      return authenticate(credentials.connectToken().strip());
    }
    if (credentials.queryToken() != null) {
      return authenticate(credentials.queryToken().strip());
    }
    String subprotocol = subprotocolToken(credentials.subprotocols());
    if (subprotocol != null) {
      return authenticate(subprotocol);
    }
    return mayBeAnonymous.test(credentials.origin())
        ? new Authentication.Accepted(Caller.ANONYMOUS)
        : refused("A credential is needed: a token or an API key.");
  }

  /** The token of {@code bearer, <token>}; empty if bearer stands there without one. */
  private static @Nullable String subprotocolToken(@Nullable String subprotocols) {
    if (subprotocols == null) {
      return null;
    }
    List<String> names = List.of(subprotocols.strip().split("\\s*,\\s*", -1));
    int bearer = names.indexOf(Credentials.BEARER_SUBPROTOCOL);
    if (bearer < 0) {
      return null;
    }
    return bearer + 1 < names.size() ? names.get(bearer + 1) : "";
  }

  private boolean mayBeAnonymous(RequestOrigin origin) {
    return switch (anonymous) {
      case NONE -> false;
      case OBSERVE -> true;
      case OBSERVE_ON_LOOPBACK -> LoopbackRule.admits(origin);
    };
  }

  private Authentication authenticate(String token) {
    if (token.isEmpty()) {
      return refused("The credential is empty.");
    }
    if (token.length() > MAX_TOKEN_LENGTH) {
      return refused("The credential is too long.");
    }
    Caller administrator = bootstrap.authenticate(token);
    if (administrator != null) {
      return new Authentication.Accepted(administrator);
    }
    return token.startsWith(KeyText.PREFIX) ? byApiKey(token) : tokens.verify(token);
  }

  private Authentication byApiKey(String text) {
    KeyText presented = KeyText.parse(text);
    if (presented == null) {
      return refused("The API key is not one of this hub's.");
    }
    ApiKey key = keys.find(presented.id());
    byte[] expected = key == null ? NO_SUCH_KEY : HexFormat.of().parseHex(key.secretHash());
    // An unknown id takes the same path, so that the time taken does not tell which ids exist.
    boolean equal = MessageDigest.isEqual(expected, KeyText.sha256(presented.secret()));
    if (key == null || !equal) {
      return refused("The API key is not one of this hub's.");
    }
    if (key.revokedAt() != null) {
      return refused("The API key has been revoked.");
    }
    if (hasEnded(key.expiresAt())) {
      return refused("The API key has expired.");
    }
    return new Authentication.Accepted(
        new Caller(
            key.ownerKind(),
            key.ownerId(),
            key.ownerId(),
            key.roles(),
            null,
            key.expiresAt(),
            key.id()));
  }

  static Authentication refused(String detail) {
    return new Authentication.Refused(Refusal.of(Refusal.Code.UNAUTHENTICATED, detail));
  }
}
