package dev.parley.identity;

import static dev.parley.identity.Outcomes.accepted;
import static dev.parley.identity.Outcomes.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.vocabulary.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationKeysTest {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final TestIssuer ISSUER = TestIssuer.create(CLOCK);
  private static final TestIssuer OTHER = TestIssuer.create(CLOCK);

  @TempDir Path directory;

  private static IdentitySettings.Jwt settings(
      @Nullable String key, @Nullable String location, String algorithm) {
    return new IdentitySettings.Jwt(
        key, location, algorithm, null, Set.of(), Duration.ZERO, null, "sub", Role.MEMBER, null);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<String> forms() {
    String set = "{\"keys\":[" + OTHER.publicKeyJwk() + "," + ISSUER.publicKeyJwk() + "]}";
    return Stream.of(
        ISSUER.publicKeyPem(),
        "\n  " + ISSUER.publicKeyPem().replace("\n", "\r\n") + "  ",
        ISSUER.publicKeyPem().replace("\n", " "),
        ISSUER.publicKeyDer(),
        ISSUER.publicKeyJwk(),
        base64(ISSUER.publicKeyJwk()),
        set,
        base64(set));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void readsEveryForm(String key) {
    JwtVerifier verifier = new JwtVerifier(settings(key, null, "RS256"), CLOCK);
    accepted(verifier.verify(ISSUER.token("a").sign()));
    accepted(verifier.verify(ISSUER.token("a").header(h -> h.keyID(null)).sign()));
  }

  @Test
  void aKeyIdThatIsNotTheKeysIsNotTried() {
    String named = ISSUER.token("a").header(h -> h.keyID("another")).sign();
    assertThat(
            refused(
                    new JwtVerifier(settings(ISSUER.publicKeyJwk(), null, "RS256"), CLOCK)
                        .verify(named))
                .detail())
        .contains("signature");
    accepted(new JwtVerifier(settings(ISSUER.publicKeyPem(), null, "RS256"), CLOCK).verify(named));
  }

  @Test
  void readsFilesUrlsAndResources() throws IOException {
    Path file = Files.writeString(directory.resolve("key.pem"), ISSUER.publicKeyPem());
    for (String location : new String[] {file.toString(), file.toUri().toString()}) {
      JwtVerifier verifier = new JwtVerifier(settings(null, location, "RS256"), CLOCK);
      accepted(verifier.verify(ISSUER.token("a").sign()));
    }
    // A key that is of no use elsewhere: its private half was never written down.
    for (String location :
        new String[] {"identity/public-key.pem", "classpath:/identity/public-key.pem"}) {
      JwtVerifier verifier = new JwtVerifier(settings(null, location, "RS256"), CLOCK);
      assertThat(refused(verifier.verify(ISSUER.token("a").sign())).detail()).contains("signature");
    }
  }

  @Test
  void es256IsAnotherChoice() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    JwtVerifier verifier =
        new JwtVerifier(settings(key.toPublicJWK().toJSONString(), null, "ES256"), CLOCK);
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.ES256),
            new JWTClaimsSet.Builder()
                .subject("a")
                .expirationTime(Date.from(CLOCK.instant().plusSeconds(60)))
                .build());
    jwt.sign(new ECDSASigner(key));
    assertThat(accepted(verifier.verify(jwt.serialize())).id()).isEqualTo("a");
    assertThat(refused(verifier.verify(ISSUER.token("a").sign())).detail()).contains("ES256");
    assertThat(
            refused(
                    verifier.verify(
                        ISSUER.token("a").signWithSecret(key.toPublicJWK().toJSONString())))
                .detail())
        .contains("ES256");
  }

  static Stream<Arguments> unusable() {
    TestIssuer weak = TestIssuer.create(CLOCK, 1_024);
    String encryption = ISSUER.publicKeyJwk().replace("{", "{\"use\":\"enc\",");
    return Stream.of(
        Arguments.of(settings("nonsense!", null, "RS256"), "not a public key"),
        Arguments.of(settings("bm9uc2Vuc2U=", null, "RS256"), "not a public key"),
        Arguments.of(settings("{\"kty\":\"RSA\"}", null, "RS256"), "not a public key"),
        Arguments.of(settings("{", null, "RS256"), "not a public key"),
        Arguments.of(
            settings("{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}", null, "RS256"), "not a public key"),
        Arguments.of(
            settings(ISSUER.publicKeyPem().substring(0, 200), null, "RS256"), "not a public key"),
        Arguments.of(
            settings(ISSUER.publicKeyPem().replace("PUBLIC", "RSA PUBLIC"), null, "RS256"),
            "not a public key"),
        Arguments.of(settings(ISSUER.privateKeyPem(), null, "RS256"), "private key"),
        Arguments.of(settings(ISSUER.privateKeyJwk(), null, "RS256"), "private key"),
        Arguments.of(settings(weak.publicKeyJwk(), null, "RS256"), "2048 bits"),
        Arguments.of(settings(encryption, null, "RS256"), "no key for RS256"),
        Arguments.of(settings("{\"keys\":[]}", null, "RS256"), "no key for RS256"),
        Arguments.of(settings(ISSUER.publicKeyPem(), null, "ES256"), "no key for ES256"),
        Arguments.of(settings(ISSUER.publicKeyPem(), null, "HS256"), "must be RS256 or ES256"),
        Arguments.of(settings(ISSUER.publicKeyPem(), null, "none"), "must be RS256 or ES256"),
        Arguments.of(settings("x", "y", "RS256"), "Both"),
        Arguments.of(settings(null, "/no/such/file.pem", "RS256"), "/no/such/file.pem"),
        Arguments.of(settings(null, "file:/no/such/file.pem", "RS256"), "cannot be read"),
        Arguments.of(settings(null, "file:no", "RS256"), "cannot be read"),
        Arguments.of(settings(null, "classpath:no", "RS256"), "neither a file nor"),
        Arguments.of(settings(null, " ", "RS256"), "empty"));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void aKeyThatCannotBeUsedIsToldAtTheStart(IdentitySettings.Jwt settings, String says) {
    assertThatThrownBy(() -> new JwtVerifier(settings, CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says)
        .satisfies(
            failure ->
                assertThat(failure.getMessage())
                    .doesNotContain("PRIVATE")
                    .doesNotContain(ISSUER.publicKeyDer().substring(60, 90)));
    assertThat(settings.toString()).doesNotContain("BEGIN").doesNotContain("kty");
  }
}
