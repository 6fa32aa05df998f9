package dev.parley.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Somebody who signs tokens: an RSA key of its own and tokens by it, good ones and bad ones. For
 * tests of whatever takes tokens, over the wire too: configure {@link #publicKeyPem()} as {@code
 * mp.jwt.verify.publickey} and present what {@link Token#sign()} gives.
 */
public final class TestIssuer {

  private final RSAKey key;
  private final InstantSource clock;

  private TestIssuer(RSAKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /** An issuer with a new key, by the system's clock. */
  public static TestIssuer create() {
    return create(InstantSource.system());
  }

  /** An issuer with a new key. */
  public static TestIssuer create(InstantSource clock) {
    return create(clock, 2_048);
  }

  static TestIssuer create(InstantSource clock, int bits) {
    try {
      return new TestIssuer(new RSAKeyGenerator(bits, true).keyID("test-key").generate(), clock);
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * An issuer with a given key, by the system's clock.
   *
   * @param jwk a private RSA key as JWK
   */
  public static TestIssuer of(String jwk) {
    try {
      return new TestIssuer(RSAKey.parse(jwk), InstantSource.system());
    } catch (ParseException failure) {
      throw new IllegalArgumentException(failure);
    }
  }

  /** The public key as PEM. */
  public String publicKeyPem() {
    return pem("PUBLIC KEY", encodedPublicKey());
  }

  /** The public key as base64 of DER, on one line. */
  public String publicKeyDer() {
    return Base64.getEncoder().encodeToString(encodedPublicKey());
  }

  /** The public key as JWK, with a key id. */
  public String publicKeyJwk() {
    return key.toPublicJWK().toJSONString();
  }

  String privateKeyPem() {
    try {
      return pem("PRIVATE KEY", key.toPrivateKey().getEncoded());
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  String privateKeyJwk() {
    return key.toJSONString();
  }

  private byte[] encodedPublicKey() {
    try {
      return key.toPublicKey().getEncoded();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  /** A token for that user, good for an hour, without groups. */
  public Token token(String subject) {
    return new Token(subject);
  }

  /** A token in the making. */
  public final class Token {
    private final JWTClaimsSet.Builder claims;
    private JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test-key");

    private Token(String subject) {
      claims = new JWTClaimsSet.Builder().subject(subject).issueTime(Date.from(clock.instant()));
      expiresIn(Duration.ofHours(1));
    }

    /** With these groups, which are the roles. */
    public Token groups(String... groups) {
      return claim("groups", List.of(groups));
    }

    /** Expiring so much later than now; negative for a token that has expired. */
    public Token expiresIn(Duration duration) {
      claims.expirationTime(Date.from(clock.instant().plus(duration)));
      return this;
    }

    /** With that claim; without it for null. */
    public Token claim(String name, Object value) {
      claims.claim(name, value);
      return this;
    }

    Token header(UnaryOperator<JWSHeader.Builder> change) {
      header = change.apply(header);
      return this;
    }

    Token algorithm(JWSAlgorithm algorithm) {
      header = new JWSHeader.Builder(algorithm).keyID("test-key");
      return this;
    }

    /** The token as it is presented. */
    public String sign() {
      try {
        return sign(new RSASSASigner(key));
      } catch (JOSEException failure) {
        throw new IllegalStateException(failure);
      }
    }

    /** The token with {@code alg: none}. */
    public String unsigned() {
      return new PlainJWT(claims.build()).serialize();
    }

    /**
     * The token signed with HS256 by a text; the public key's is the attack on verifiers that let
     * the token choose.
     */
    public String signWithSecret(String secret) {
      return signWithSecret(JWSAlgorithm.HS256, secret);
    }

    String signWithSecret(JWSAlgorithm algorithm, String secret) {
      try {
        return algorithm(algorithm).sign(new MACSigner(secret));
      } catch (JOSEException failure) {
        throw new IllegalStateException(failure);
      }
    }

    private String sign(JWSSigner signer) {
      try {
        SignedJWT jwt = new SignedJWT(header.build(), claims.build());
        jwt.sign(signer);
        return jwt.serialize();
      } catch (JOSEException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
