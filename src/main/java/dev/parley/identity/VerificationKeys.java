package dev.parley.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public keys that tokens may be signed for, all fit for the one algorithm. Immutable. */
final class VerificationKeys implements KeySource {

  private static final int MINIMUM_RSA_BITS = 2_048;

  private final JWSAlgorithm algorithm;
  private final List<JWK> keys;

  private VerificationKeys(JWSAlgorithm algorithm, List<JWK> keys) {
    this.algorithm = algorithm;
    this.keys = List.copyOf(keys);
  }

  /**
   * The configured keys; null where none is configured.
   *
   * @throws IllegalArgumentException for a key that cannot be read or used
   */
  static @Nullable VerificationKeys of(IdentitySettings.Jwt settings) {
    requireOneSource(settings);
    String inline = settings.publicKey();
    String location = settings.publicKeyLocation();
    if (inline == null && location == null) {
      return null;
    }
    JWSAlgorithm algorithm = algorithm(settings.algorithm());
    String text = inline != null ? inline : PublicKeyReader.read(location);
    String source = inline != null ? "mp.jwt.verify.publickey" : "The key in " + location;
    return of(algorithm, PublicKeyReader.parse(text, source), source);
  }

  /**
   * Those of the keys that are fit for the algorithm.
   *
   * @param source what to call the place they are from
   * @throws IllegalArgumentException if there is none
   */
  static VerificationKeys of(JWSAlgorithm algorithm, List<JWK> keys, String source) {
    List<JWK> usable = new ArrayList<>();
    for (JWK key : keys) {
      if (fits(key, algorithm)) {
        usable.add(key.toPublicJWK());
      }
    }
    if (usable.isEmpty()) {
      throw new IllegalArgumentException(
          source
              + " holds no key for "
              + algorithm.getName()
              + "; that needs "
              + (algorithm.equals(JWSAlgorithm.RS256)
                  ? "an RSA key of " + MINIMUM_RSA_BITS + " bits or more."
                  : "an EC key on P-256."));
    }
    return new VerificationKeys(algorithm, usable);
  }

  /**
   * Refuses a key that is configured twice.
   *
   * @throws IllegalArgumentException then
   */
  static void requireOneSource(IdentitySettings.Jwt settings) {
    if (settings.publicKey() != null && settings.publicKeyLocation() != null) {
      throw new IllegalArgumentException(
          "Both mp.jwt.verify.publickey and mp.jwt.verify.publickey.location are set; one must go.");
    }
  }

  static JWSAlgorithm algorithm(String name) {
    return switch (name) {
      case "RS256" -> JWSAlgorithm.RS256;
      case "ES256" -> JWSAlgorithm.ES256;
      default ->
          throw new IllegalArgumentException(
              "mp.jwt.verify.publickey.algorithm is '" + name + "'; it must be RS256 or ES256.");
    };
  }

  private static boolean fits(JWK key, JWSAlgorithm algorithm) {
    boolean meantForIt =
        (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
            && !KeyUse.ENCRYPTION.equals(key.getKeyUse());
    if (!meantForIt) {
      return false;
    }
    if (algorithm.equals(JWSAlgorithm.RS256)) {
      return key instanceof RSAKey && key.size() >= MINIMUM_RSA_BITS;
    }
    return key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256);
  }

  @Override
  public JWSAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public List<JWK> candidates(@Nullable String keyId) {
    if (keyId == null) {
      return keys;
    }
    return keys.stream()
        .filter(key -> key.getKeyID() == null || key.getKeyID().equals(keyId))
        .toList();
  }

  /** These are all there will ever be. */
  @Override
  public @Nullable Duration retryAfter(@Nullable String keyId, List<JWK> tried) {
    return null;
  }

  /** Whether one of the keys has that id. */
  boolean hasKeyNamed(@Nullable String keyId) {
    return keyId != null && keys.stream().anyMatch(key -> keyId.equals(key.getKeyID()));
  }
}
