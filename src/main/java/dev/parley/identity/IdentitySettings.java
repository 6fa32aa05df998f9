package dev.parley.identity;

import dev.parley.vocabulary.Role;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How callers are told apart. Read once from the configuration; {@link #toString()} holds no
 * secret.
 *
 * @param jwt how tokens are verified
 * @param anonymous who is let in without a credential
 * @param allowedOrigins {@code parley.cors.allowed-origins}: web origins such as {@code
 *     https://app.example.com}, or {@code *} for every one; empty for the default
 * @param boundToLoopback whether the server listens on loopback addresses alone; false where that
 *     is not known
 * @param bootstrapAdminKey {@code PARLEY_BOOTSTRAP_ADMIN_KEY}, or null
 */
public record IdentitySettings(
    Jwt jwt,
    Anonymous anonymous,
    Set<String> allowedOrigins,
    boolean boundToLoopback,
    @Nullable String bootstrapAdminKey) {

  public IdentitySettings {
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  /** Without any key for tokens; what the embedded server has that was not configured. */
  public static IdentitySettings defaults(boolean boundToLoopback) {
    return new IdentitySettings(
        Jwt.DEFAULTS, Anonymous.of(null, boundToLoopback, false), Set.of(), boundToLoopback, null);
  }

  /** The same with other rules for tokens. */
  public IdentitySettings withJwt(Jwt other) {
    return new IdentitySettings(
        other, anonymous, allowedOrigins, boundToLoopback, bootstrapAdminKey);
  }

  @Override
  public String toString() {
    return "IdentitySettings[jwt="
        + jwt
        + ", anonymous="
        + anonymous
        + ", allowedOrigins="
        + allowedOrigins
        + ", boundToLoopback="
        + boundToLoopback
        + "]";
  }

  /**
   * How tokens are verified; names and meanings are those of MicroProfile JWT 2.1 where it has
   * them.
   *
   * @param publicKey {@code mp.jwt.verify.publickey}: PEM, base64 of DER, JWK or JWK set, or null
   * @param publicKeyLocation {@code mp.jwt.verify.publickey.location}: a file's path, a {@code
   *     file:} URL, a {@code classpath:} name or a resource's name, or null
   * @param algorithm {@code mp.jwt.verify.publickey.algorithm}: {@code RS256} or {@code ES256}
   * @param issuer {@code mp.jwt.verify.issuer}: the only acceptable {@code iss}, or null for any
   * @param audiences {@code mp.jwt.verify.audiences}: one of these must be in {@code aud}; empty
   *     for any
   * @param clockSkew {@code mp.jwt.verify.clock.skew} (seconds there): how far the issuer's clock
   *     may be off
   * @param tokenAge {@code mp.jwt.verify.token.age} (seconds there): how old a token may be by its
   *     {@code iat}, or null for any age
   * @param userClaim {@code parley.jwt.user-claim}: the claim that names the user
   * @param defaultRole {@code parley.jwt.default-role}: the role of a token whose {@code groups}
   *     name none of ours; null (configured as {@code none}) for no role at all
   * @param hs256Secret {@code parley.jwt.hs256-secret}: 32 bytes or more that the issuer signs with
   *     too, or null where {@code HS256} is not taken
   */
  public record Jwt(
      @Nullable String publicKey,
      @Nullable String publicKeyLocation,
      String algorithm,
      @Nullable String issuer,
      Set<String> audiences,
      Duration clockSkew,
      @Nullable Duration tokenAge,
      String userClaim,
      @Nullable Role defaultRole,
      @Nullable String hs256Secret) {

    /** No key: tokens are refused. */
    public static final Jwt DEFAULTS =
        new Jwt(null, null, "RS256", null, Set.of(), Duration.ZERO, null, "sub", Role.MEMBER, null);

    public Jwt {
      audiences = Set.copyOf(audiences);
    }

    /**
     * Reads {@code parley.jwt.default-role}.
     *
     * @param configured a role's name, {@code none}, or null where it is not configured
     * @return null for {@code none}
     * @throws IllegalArgumentException for another value, with a message for the operator
     */
    public static @Nullable Role defaultRole(@Nullable String configured) {
      if (configured == null) {
        return Role.MEMBER;
      }
      if (configured.equals("none")) {
        return null;
      }
      return Role.ofWireName(configured)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "parley.jwt.default-role is '"
                          + configured
                          + "'; it must be observer, member, agent, admin or none."));
    }

    /** Without the secret, and without the key: somebody may have configured a private one. */
    @Override
    public String toString() {
      return "Jwt[algorithm="
          + algorithm
          + ", location="
          + publicKeyLocation
          + ", issuer="
          + issuer
          + ", audiences="
          + audiences
          + "]";
    }

    /** The same with a secret, as {@link #hs256Secret()}. */
    public Jwt withHs256Secret(@Nullable String secret) {
      return new Jwt(
          publicKey,
          publicKeyLocation,
          algorithm,
          issuer,
          audiences,
          clockSkew,
          tokenAge,
          userClaim,
          defaultRole,
          secret);
    }

    /** The same with a public key for another algorithm, instead of those that it has. */
    public Jwt withPublicKey(String key, String itsAlgorithm) {
      return new Jwt(
          key,
          null,
          itsAlgorithm,
          issuer,
          audiences,
          clockSkew,
          tokenAge,
          userClaim,
          defaultRole,
          hs256Secret);
    }

    /** The defaults with that key, as {@link #publicKey()}. */
    public static Jwt ofPublicKey(String publicKey) {
      return new Jwt(
          publicKey, null, "RS256", null, Set.of(), Duration.ZERO, null, "sub", Role.MEMBER, null);
    }
  }

  /** Who is let in without a credential, to read what doors for observers show. */
  public enum Anonymous {
    /** Nobody. */
    NONE,
    /** Requests that {@link LoopbackRule} counts as loopback. */
    OBSERVE_ON_LOOPBACK,
    /** Everybody. */
    OBSERVE;

    /**
     * Reads {@code parley.anonymous}.
     *
     * @param configured {@code none}, {@code observe}, or null where it is not configured
     * @param boundToLoopback as {@link IdentitySettings#boundToLoopback()}. While that is so, only
     *     requests that count as loopback are let in, because a page of any web site can make a
     *     browser send requests here.
     * @param behindProxy whether the operator has said that a proxy stands in front
     * @throws IllegalArgumentException for another value, with a message for the operator
     */
    public static Anonymous of(
        @Nullable String configured, boolean boundToLoopback, boolean behindProxy) {
      if (configured == null) {
        return boundToLoopback && !behindProxy ? OBSERVE_ON_LOOPBACK : NONE;
      }
      return switch (configured) {
        case "none" -> NONE;
        case "observe" -> boundToLoopback && !behindProxy ? OBSERVE_ON_LOOPBACK : OBSERVE;
        default ->
            throw new IllegalArgumentException(
                "parley.anonymous is '" + configured + "'; it must be none or observe.");
      };
    }
  }
}
