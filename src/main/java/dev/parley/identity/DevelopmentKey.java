package dev.parley.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.vocabulary.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A key pair that tokens are signed with where no issuer is there yet: on the machine of somebody
 * who develops. It is made once and kept in the file {@code development-key.jwk} of the data
 * directory. Whoever can read that file can be anybody, which they could as well with the
 * administrator's key beside it. Immutable.
 */
public final class DevelopmentKey {

  /** The name of the file in the data directory. */
  public static final String FILE_NAME = "development-key.jwk";

  private static final String ISSUER = "parley-development";

  private final ECKey pair;

  private DevelopmentKey(ECKey pair) {
    this.pair = pair;
  }

  /**
   * Reads the key, or makes it.
   *
   * @param dataDirectory where the file is or will be
   * @throws IllegalArgumentException if the file holds something else, with a message for the
   *     operator
   * @throws UncheckedIOException if the file cannot be read or written
   */
  public static DevelopmentKey open(Path dataDirectory, SecureRandom random) {
    Path file = dataDirectory.resolve(FILE_NAME);
    try {
      ECKey pair = ECKey.parse(SecretFile.readOrMake(file, () -> make(random)));
      if (!pair.isPrivate() || !pair.getCurve().equals(Curve.P_256)) {
        throw new ParseException("no private key on P-256", 0);
      }
      return new DevelopmentKey(pair);
    } catch (ParseException notOne) {
      throw new IllegalArgumentException(
          file + " is not a development key; delete it, and the next start makes another.", notOne);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "The development key cannot be kept in " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static String make(SecureRandom random) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .secureRandom(random)
          .keyID("development-" + UUID.randomUUID())
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .generate()
          .toJSONString();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every Java has P-256", impossible);
    }
  }

  /** The settings with this key, which tokens are verified with then. */
  public IdentitySettings.Jwt verifiedBy(IdentitySettings.Jwt settings) {
    return settings.withPublicKey(pair.toPublicJWK().toJSONString(), JWSAlgorithm.ES256.getName());
  }

  /**
   * A token that a hub with these settings takes for the user's.
   *
   * @param user an id
   * @param roles empty for the hub's default
   */
  public String token(
      IdentitySettings.Jwt settings, String user, Set<Role> roles, Instant now, Duration lifetime) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(settings.issuer() == null ? ISSUER : settings.issuer())
            .subject(user)
            .claim(settings.userClaim(), user)
            .claim("upn", user)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)));
    if (!settings.audiences().isEmpty()) {
      claims.audience(List.copyOf(settings.audiences()));
    }
    if (!roles.isEmpty()) {
      claims.claim("groups", roles.stream().sorted().map(Role::wireName).toList());
    }
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(pair.getKeyID())
                .build(),
            claims.build());
    try {
      token.sign(new ECDSASigner(pair));
    } catch (JOSEException impossible) {
      throw new IllegalStateException("a key on P-256 signs by ES256", impossible);
    }
    return token.serialize();
  }
}
