package dev.parley.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.vocabulary.Refusal;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens (RFC 7519) signed as compact JWS (RFC 7515), by the rules of MicroProfile JWT.
 * Safe for use by any number of threads; works in memory alone.
 *
 * <p>The algorithms are the configured ones and never the token's choice: {@code alg} tells whether
 * the public keys or the secret are asked, and neither is ever asked for the other's algorithm.
 * Nothing else in the token but {@code kid} has a say in which key is used. Claims are not looked
 * at before the signature is proven.
 */
final class JwtVerifier {

  private static final String BAD_SIGNATURE = "The token's signature is not valid.";
  private static final Set<JOSEObjectType> TYPES =
      Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  private final @Nullable KeySource keys;
  private final @Nullable SharedSecret secret;
  private final JwtClaims claims;

  /**
   * A verifier by configuration; reads the key.
   *
   * @throws IllegalArgumentException for a key that cannot be read or used
   */
  JwtVerifier(IdentitySettings.Jwt settings, InstantSource clock) {
    this(settings, VerificationKeys.of(settings), clock);
  }

  /** A verifier by configuration, with keys from elsewhere. */
  JwtVerifier(IdentitySettings.Jwt settings, @Nullable KeySource keys, InstantSource clock) {
    this.keys = keys;
    this.secret = SharedSecret.of(settings.hs256Secret());
    this.claims = new JwtClaims(settings, clock);
  }

  Authentication verify(String token) {
    JWT jwt;
    try {
      jwt = JWTParser.parse(token);
    } catch (ParseException | RuntimeException notOne) {
      return Authenticator.refused("The credential is neither a token nor an API key.");
    }
    if (keys == null && secret == null) {
      return Authenticator.refused(
          "This hub has no key to verify tokens with; use an API key, or have"
              + " mp.jwt.verify.publickey configured.");
    }
    return switch (jwt) {
      case SignedJWT signed -> verify(signed);
      case PlainJWT plain -> Authenticator.refused("The token is not signed.");
      case EncryptedJWT encrypted ->
          Authenticator.refused("The token is encrypted; this hub takes signed tokens.");
      default -> Authenticator.refused("The token is of an unknown kind.");
    };
  }

  private Authentication verify(SignedJWT jwt) {
    String fault = fault(jwt.getHeader());
    if (fault != null) {
      return Authenticator.refused(fault);
    }
    JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
    if (secret != null && algorithm.equals(SharedSecret.ALGORITHM)) {
      return secret.hasSigned(jwt) ? claims.check(jwt) : Authenticator.refused(BAD_SIGNATURE);
    }
    if (keys != null && algorithm.equals(keys.algorithm())) {
      return verify(jwt, keys);
    }
    return Authenticator.refused(
        "The token is not signed by an algorithm that this hub takes: " + algorithms() + ".");
  }

  private static @Nullable String fault(JWSHeader header) {
    if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
      return "The token's header has critical parameters that this hub does not know.";
    }
    if (header.getType() != null && !TYPES.contains(header.getType())) {
      return "The token is of a type that does not sign callers in.";
    }
    return null;
  }

  private Authentication verify(SignedJWT jwt, KeySource known) {
    String keyId = jwt.getHeader().getKeyID();
    List<JWK> candidates = known.candidates(keyId);
    for (JWK key : candidates) {
      if (isSigned(jwt, key)) {
        return claims.check(jwt);
      }
    }
    Duration retryAfter = known.retryAfter(keyId, candidates);
    return retryAfter == null
        ? Authenticator.refused(BAD_SIGNATURE)
        : new Authentication.Refused(
            Refusal.unavailable(
                "The token cannot be checked now: its issuer's keys are not at hand.", retryAfter));
  }

  private String algorithms() {
    List<String> names = new ArrayList<>();
    if (keys != null) {
      names.add(keys.algorithm().getName());
    }
    if (secret != null) {
      names.add(SharedSecret.ALGORITHM.getName());
    }
    return String.join(", ", names);
  }

  private static boolean isSigned(SignedJWT jwt, JWK key) {
    try {
      return jwt.verify(verifier(key));
    } catch (JOSEException | RuntimeException malformed) {
      return false;
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) key);
  }
}
