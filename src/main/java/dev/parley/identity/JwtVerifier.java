package dev.parley.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
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
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens (RFC 7519) signed as compact JWS (RFC 7515), by the rules of MicroProfile JWT.
 * Safe for use by any number of threads; works in memory alone.
 *
 * <p>The algorithm is the configured one and never the token's choice; nothing in the token but
 * {@code kid} has a say in which key is used. Claims are not looked at before the signature is
 * proven.
 */
final class JwtVerifier {

  private static final Set<JOSEObjectType> TYPES =
      Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

  private final @Nullable VerificationKeys keys;
  private final JwtClaims claims;

  /**
   * A verifier by configuration; reads the key.
   *
   * @throws IllegalArgumentException for a key that cannot be read or used
   */
  JwtVerifier(IdentitySettings.Jwt settings, InstantSource clock) {
    this.keys = VerificationKeys.of(settings);
    this.claims = new JwtClaims(settings, clock);
  }

  Authentication verify(String token) {
    JWT jwt;
    try {
      jwt = JWTParser.parse(token);
    } catch (ParseException | RuntimeException notOne) {
      return Authenticator.refused("The credential is neither a token nor an API key.");
    }
    if (keys == null) {
      return Authenticator.refused(
          "This hub has no key to verify tokens with; use an API key, or have"
              + " mp.jwt.verify.publickey configured.");
    }
    return switch (jwt) {
      case SignedJWT signed -> verify(signed, keys);
      case PlainJWT plain -> Authenticator.refused("The token is not signed.");
      case EncryptedJWT encrypted ->
          Authenticator.refused("The token is encrypted; this hub takes signed tokens.");
      default -> Authenticator.refused("The token is of an unknown kind.");
    };
  }

  private Authentication verify(SignedJWT jwt, VerificationKeys known) {
    JWSHeader header = jwt.getHeader();
    if (!header.getAlgorithm().equals(known.algorithm())) {
      return Authenticator.refused(
          "The token is not signed by the algorithm that this hub takes, "
              + known.algorithm().getName()
              + ".");
    }
    if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
      return Authenticator.refused(
          "The token's header has critical parameters that this hub does not know.");
    }
    if (header.getType() != null && !TYPES.contains(header.getType())) {
      return Authenticator.refused("The token is of a type that does not sign callers in.");
    }
    for (JWK key : known.candidates(header.getKeyID())) {
      if (isSigned(jwt, key)) {
        return claims.check(jwt);
      }
    }
    return Authenticator.refused("The token's signature is not valid.");
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
