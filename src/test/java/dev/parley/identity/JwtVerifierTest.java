package dev.parley.identity;

import static dev.parley.identity.Outcomes.accepted;
import static dev.parley.identity.Outcomes.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JwtVerifierTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final TestIssuer ISSUER = TestIssuer.create(CLOCK);
  private static final TestIssuer STRANGER = TestIssuer.create(CLOCK);

  private static final IdentitySettings.Jwt STRICT =
      new IdentitySettings.Jwt(
          ISSUER.publicKeyPem(),
          null,
          "RS256",
          "https://issuer.example",
          Set.of("parley", "other"),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          "sub",
          Role.MEMBER,
          null);

  private final JwtVerifier plain =
      new JwtVerifier(IdentitySettings.Jwt.ofPublicKey(ISSUER.publicKeyPem()), CLOCK);
  private final JwtVerifier strict = new JwtVerifier(STRICT, CLOCK);

  private static TestIssuer.Token strictToken() {
    return ISSUER.token("alice").claim("iss", "https://issuer.example").claim("aud", "parley");
  }

  private static Date seconds(long fromNow) {
    return Date.from(NOW.plusSeconds(fromNow));
  }

  @Test
  void aGoodTokenNamesItsCaller() {
    Caller caller =
        accepted(
            plain.verify(
                ISSUER
                    .token("alice")
                    .groups("agent", "staff", "observer")
                    .claim("preferred_username", "Alice A.")
                    .claim("name", "not asked for")
                    .claim("plan", "pro")
                    .sign()));
    assertThat(caller)
        .isEqualTo(
            new Caller(
                Caller.Kind.USER,
                "alice",
                "Alice A.",
                Set.of(Role.AGENT, Role.OBSERVER),
                "pro",
                NOW.plus(Duration.ofHours(1)),
                null));
  }

  @Test
  void strictRulesAdmitWhatKeepsThem() {
    assertThat(accepted(strict.verify(strictToken().sign())).id()).isEqualTo("alice");
    assertThat(
            accepted(
                    strict.verify(strictToken().claim("aud", List.of("elsewhere", "other")).sign()))
                .id())
        .isEqualTo("alice");
  }

  static Stream<Arguments> refusedTokens() {
    return Stream.of(
        Arguments.of("expired", strictToken().expiresIn(Duration.ofMinutes(-1)).sign(), "expired"),
        Arguments.of(
            "expired, skew used up",
            strictToken().expiresIn(Duration.ofSeconds(-5)).sign(),
            "expired"),
        Arguments.of("no exp", strictToken().claim("exp", null).sign(), "when it expires"),
        Arguments.of("exp a text", strictToken().claim("exp", "tomorrow").sign(), "wrong type"),
        Arguments.of("not yet", strictToken().claim("nbf", seconds(6)).sign(), "not valid yet"),
        Arguments.of("no iat", strictToken().claim("iat", null).sign(), "when it was issued"),
        Arguments.of("too old", strictToken().claim("iat", seconds(-606)).sign(), "too long ago"),
        Arguments.of("from the future", strictToken().claim("iat", seconds(6)).sign(), "future"),
        Arguments.of(
            "other issuer", strictToken().claim("iss", "https://evil.example").sign(), "issuer"),
        Arguments.of("no issuer", strictToken().claim("iss", null).sign(), "issuer"),
        Arguments.of("other audience", strictToken().claim("aud", "elsewhere").sign(), "meant for"),
        Arguments.of("no audience", strictToken().claim("aud", null).sign(), "meant for"),
        Arguments.of("no subject", strictToken().claim("sub", null).sign(), "'sub'"),
        Arguments.of("blank subject", strictToken().claim("sub", "  ").sign(), "'sub'"),
        Arguments.of("long subject", strictToken().claim("sub", "x".repeat(129)).sign(), "'sub'"),
        Arguments.of("U+0000 in the subject", strictToken().claim("sub", "a\0b").sign(), "'sub'"),
        Arguments.of("a line in the subject", strictToken().claim("sub", "a\nb").sign(), "'sub'"),
        Arguments.of("alg none", strictToken().unsigned(), "not signed"),
        Arguments.of(
            "HS256 by the public key",
            strictToken().signWithSecret(ISSUER.publicKeyPem()),
            "algorithm"),
        Arguments.of(
            "another RSA algorithm",
            strictToken().algorithm(JWSAlgorithm.RS512).sign(),
            "algorithm"),
        Arguments.of(
            "probabilistic RSA", strictToken().algorithm(JWSAlgorithm.PS256).sign(), "algorithm"),
        Arguments.of(
            "unknown crit",
            strictToken().header(h -> h.criticalParams(Set.of("x")).customParam("x", 1)).sign(),
            "critical"),
        Arguments.of(
            "unencoded payload",
            strictToken()
                .header(h -> h.base64URLEncodePayload(false).criticalParams(Set.of("b64")))
                .sign(),
            ""),
        Arguments.of(
            "another type",
            strictToken().header(h -> h.type(new JOSEObjectType("logout+jwt"))).sign(),
            "type"),
        Arguments.of(
            "wrong key",
            STRANGER
                .token("alice")
                .claim("iss", "https://issuer.example")
                .claim("aud", "parley")
                .sign(),
            "signature"),
        Arguments.of("signature cut off", cut(strictToken().sign()), ""),
        Arguments.of("claims exchanged", tampered(strictToken().sign()), "signature"),
        Arguments.of("nothing like a token", "hello", "neither"),
        Arguments.of("dots", "..", "neither"),
        Arguments.of("four parts", "a.b.c.d", "neither"),
        Arguments.of("encrypted", encrypted(), "encrypted"),
        Arguments.of("several signatures", severalSignatures(strictToken().sign()), "neither"),
        Arguments.of("deep header", deep(), "neither"));
  }

  /** A token that keeps its header and its signature but speaks for somebody else. */
  private static String tampered(String token) {
    String[] parts = token.split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return parts[0] + "." + base64(claims.replace("alice", "admin")) + "." + parts[2];
  }

  private static String cut(String token) {
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private static String encrypted() {
    return base64("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "..AAAA.AAAA.AAAA";
  }

  private static String severalSignatures(String token) {
    String[] parts = token.split("\\.", -1);
    String signature = "{\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"}";
    return "{\"payload\":\""
        + parts[1]
        + "\",\"signatures\":["
        + signature
        + ","
        + signature
        + "]}";
  }

  private static String deep() {
    return base64("{\"alg\":\"RS256\",\"x\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}")
        + ".e30.AAAA";
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedTokens")
  void refusesWithOneSentenceThatRepeatsNothing(String what, String token, String says) {
    Refusal refusal = refused(strict.verify(token));
    assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAUTHENTICATED);
    assertThat(refusal.detail())
        .contains(says)
        .endsWith(".")
        .doesNotContain("alice", "evil", "elsewhere", "issuer.example", "Exception", "\n");
  }

  @Test
  void theSkewIsGivenOnBothSides() {
    assertThat(
            accepted(
                    strict.verify(
                        strictToken()
                            .expiresIn(Duration.ofSeconds(-4))
                            .claim("nbf", seconds(4))
                            .sign()))
                .expiresAt())
        .as("a live connection ends when a new one would be refused")
        .isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void withoutSkewATokenEndsAtItsSecond() {
    assertThat(
            refused(plain.verify(ISSUER.token("alice").expiresIn(Duration.ZERO).sign())).detail())
        .contains("expired");
    accepted(plain.verify(ISSUER.token("alice").expiresIn(Duration.ofSeconds(1)).sign()));
  }

  @Test
  void aTokenForEverEndsInTheYear9999() {
    Caller caller = accepted(plain.verify(ISSUER.token("a").claim("exp", 1L << 50).sign()));
    assertThat(caller.expiresAt()).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
  }

  @Test
  void anExpThatOverflowsIsNotTheFuture() {
    Authentication result = plain.verify(ISSUER.token("a").claim("exp", Long.MAX_VALUE).sign());
    assertThat(result).isNotNull();
    if (result instanceof Authentication.Accepted accepted) {
      assertThat(accepted.caller().expiresAt()).isBeforeOrEqualTo(ExpiryTimes.LATEST);
    }
  }

  static Stream<Arguments> groups() {
    return Stream.of(
        Arguments.of(List.of("admin"), Set.of(Role.ADMIN)),
        Arguments.of(List.of("staff"), Set.of(Role.MEMBER)),
        Arguments.of(List.of("Admin", "ADMIN"), Set.of(Role.MEMBER)),
        Arguments.of(List.of(), Set.of(Role.MEMBER)),
        Arguments.of("agent", Set.of(Role.AGENT)),
        Arguments.of(7, Set.of(Role.MEMBER)),
        Arguments.of(List.of(1, "observer"), Set.of(Role.OBSERVER)));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void rolesAreTheGroupsOfOursElseTheDefault(Object groups, Set<Role> roles) {
    assertThat(accepted(plain.verify(ISSUER.token("a").claim("groups", groups).sign())).roles())
        .isEqualTo(roles);
  }

  @Test
  void withoutADefaultRoleNothingIsGranted() {
    JwtVerifier verifier =
        new JwtVerifier(
            new IdentitySettings.Jwt(
                ISSUER.publicKeyPem(),
                null,
                "RS256",
                null,
                Set.of(),
                Duration.ZERO,
                null,
                "email",
                null,
                null),
            CLOCK);
    Caller caller = accepted(verifier.verify(ISSUER.token("1").claim("email", "a@b.c").sign()));
    assertThat(caller.roles()).isEmpty();
    assertThat(caller.id()).isEqualTo("a@b.c");
  }

  @Test
  void theDefaultRoleByConfiguration() {
    assertThat(IdentitySettings.Jwt.defaultRole(null)).isEqualTo(Role.MEMBER);
    assertThat(IdentitySettings.Jwt.defaultRole("none")).isNull();
    assertThat(IdentitySettings.Jwt.defaultRole("observer")).isEqualTo(Role.OBSERVER);
    assertThatThrownBy(() -> IdentitySettings.Jwt.defaultRole("Member"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parley.jwt.default-role");
  }

  @Test
  void displayNameFallsBackToTheId() {
    assertThat(accepted(plain.verify(ISSUER.token("a").claim("upn", "").sign())).displayName())
        .isEqualTo("a");
    assertThat(accepted(plain.verify(ISSUER.token("a").claim("name", "A").sign())).displayName())
        .isEqualTo("A");
  }

  @Test
  void accessTokensByType() {
    accepted(
        plain.verify(ISSUER.token("a").header(h -> h.type(new JOSEObjectType("at+jwt"))).sign()));
    accepted(plain.verify(ISSUER.token("a").header(h -> h.type(JOSEObjectType.JWT)).sign()));
  }

  @Test
  void withoutAKeyTokensAreRefusedAndTheReasonIsTold() {
    JwtVerifier verifier = new JwtVerifier(IdentitySettings.Jwt.DEFAULTS, CLOCK);
    assertThat(refused(verifier.verify(ISSUER.token("a").sign())).detail())
        .contains("no key", "mp.jwt.verify.publickey");
    assertThat(refused(verifier.verify("some password")).detail()).contains("neither");
  }
}
