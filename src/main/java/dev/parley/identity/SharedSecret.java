package dev.parley.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The secret that an issuer signs with and this hub verifies with. Safe for use by any number of
 * threads. It never meets a public key: tokens of another algorithm do not come here.
 */
final class SharedSecret {

  static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;

  /** RFC 7518, 3.2: a key as long as the hash, or longer. */
  private static final int MINIMUM_BYTES = 32;

  private static final String NAME = "parley.jwt.hs256-secret";

  private final JWSVerifier verifier;

  private SharedSecret(JWSVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * The configured secret; null where none is configured.
   *
   * @throws IllegalArgumentException for one that somebody else may know or guess
   */
  static @Nullable SharedSecret of(@Nullable String secret) {
    if (secret == null) {
      return null;
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < MINIMUM_BYTES) {
      throw new IllegalArgumentException(
          NAME + " has " + bytes.length + " bytes; it must have " + MINIMUM_BYTES + " or more.");
    }
    if (isKeyOfAPair(secret)) {
      throw new IllegalArgumentException(
          NAME + " is a key of a pair; a public one belongs in mp.jwt.verify.publickey.");
    }
    try {
      return new SharedSecret(new MACVerifier(bytes));
    } catch (JOSEException unfit) {
      throw new IllegalArgumentException(NAME + " cannot be used with HS256.", unfit);
    }
  }

  /** Everybody has the public key: whoever configured it as the secret would let everybody in. */
  private static boolean isKeyOfAPair(String secret) {
    if (secret.contains("-----BEGIN")) {
      return true;
    }
    try {
      PublicKeyReader.parse(secret, NAME);
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  boolean hasSigned(SignedJWT jwt) {
    try {
      return jwt.verify(verifier);
    } catch (JOSEException | RuntimeException malformed) {
      return false;
    }
  }
}
