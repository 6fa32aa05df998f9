package dev.parley.identity;

import static dev.parley.identity.Outcomes.accepted;
import static dev.parley.identity.Outcomes.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SharedSecretTest {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final TestIssuer ISSUER = TestIssuer.create(CLOCK);
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final JwtVerifier alone =
      new JwtVerifier(IdentitySettings.Jwt.DEFAULTS.withHs256Secret(SECRET), CLOCK);
  private final JwtVerifier both =
      new JwtVerifier(
          IdentitySettings.Jwt.ofPublicKey(ISSUER.publicKeyPem()).withHs256Secret(SECRET), CLOCK);

  private static String says(Authentication authentication) {
    return refused(authentication).detail();
  }

  @Test
  void aSecretAloneTakesItsTokensOnly() {
    assertThat(accepted(alone.verify(ISSUER.token("a").signWithSecret(SECRET))).id())
        .isEqualTo("a");
    assertThat(says(alone.verify(ISSUER.token("a").signWithSecret(SECRET + "!"))))
        .contains("signature");
    assertThat(says(alone.verify(ISSUER.token("a").sign()))).contains("HS256").doesNotContain("RS");
    assertThat(says(alone.verify(ISSUER.token("a").unsigned()))).contains("not signed");
    assertThat(
            says(
                alone.verify(
                    ISSUER.token("a").expiresIn(Duration.ofSeconds(-1)).signWithSecret(SECRET))))
        .contains("expired");
  }

  @Test
  void besideAPublicKeyNeitherStandsInForTheOther() {
    accepted(both.verify(ISSUER.token("a").signWithSecret(SECRET)));
    accepted(both.verify(ISSUER.token("a").sign()));
    for (String key :
        new String[] {
          ISSUER.publicKeyPem(),
          ISSUER.publicKeyPem().strip(),
          ISSUER.publicKeyDer(),
          ISSUER.publicKeyJwk()
        }) {
      assertThat(says(both.verify(ISSUER.token("a").signWithSecret(key)))).contains("signature");
    }
    assertThat(says(both.verify(ISSUER.token("a").unsigned()))).contains("not signed");
    assertThat(says(both.verify(ISSUER.token("a").algorithm(JWSAlgorithm.RS512).sign())))
        .contains("RS256, HS256");
  }

  @Test
  void aTokenOfAnotherHashIsNotTaken() {
    String longer = SECRET + SECRET;
    JwtVerifier verifier =
        new JwtVerifier(IdentitySettings.Jwt.DEFAULTS.withHs256Secret(longer), CLOCK);
    accepted(verifier.verify(ISSUER.token("a").signWithSecret(longer)));
    assertThat(says(verifier.verify(ISSUER.token("a").signWithSecret(JWSAlgorithm.HS512, longer))))
        .contains("HS256");
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        Arguments.of("", "0 bytes"),
        Arguments.of(SECRET.substring(1), "31 bytes"),
        Arguments.of(ISSUER.publicKeyPem(), "pair"),
        Arguments.of(ISSUER.publicKeyDer(), "pair"),
        Arguments.of(ISSUER.publicKeyJwk(), "pair"),
        Arguments.of(ISSUER.privateKeyPem(), "pair"));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void aSecretThatOthersKnowOrGuessIsToldAtTheStart(String secret, String says) {
    IdentitySettings.Jwt settings = IdentitySettings.Jwt.DEFAULTS.withHs256Secret(secret);
    assertThatThrownBy(() -> new JwtVerifier(settings, CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.jwt.hs256-secret")
        .hasMessageContaining(says)
        .hasMessageNotContainingAny(SECRET.substring(1), ISSUER.publicKeyDer().substring(60, 90));
  }

  @Test
  void bytesCountAndNotCharacters() {
    new JwtVerifier(IdentitySettings.Jwt.DEFAULTS.withHs256Secret("ä".repeat(16)), CLOCK);
  }

  @Test
  void theSettingsDoNotShowIt() {
    assertThat(IdentitySettings.Jwt.DEFAULTS.withHs256Secret(SECRET).toString())
        .doesNotContain(SECRET);
  }
}
