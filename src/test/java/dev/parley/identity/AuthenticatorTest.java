package dev.parley.identity;

import static dev.parley.identity.Outcomes.accepted;
import static dev.parley.identity.Outcomes.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final TestIssuer ISSUER = TestIssuer.create(() -> NOW);
  private static final String ADMIN_KEY = "the.admin.key-0123456789";
  private static final RequestOrigin LOOPBACK =
      new RequestOrigin("127.0.0.1", false, "localhost:8000", null, false);
  private static final RequestOrigin REMOTE =
      new RequestOrigin("10.0.0.7", false, "hub.example", null, true);
  private static final KeyText KEY =
      KeyText.of(new byte[16], "0123456789abcdef".repeat(2).getBytes(StandardCharsets.US_ASCII));

  private final List<String> revoked = new ArrayList<>();
  private final ApiKeyModel keys = new ApiKeyModel(revoked::add);
  private Instant now = NOW;
  private Authenticator authenticator;

  @TempDir Path directory;

  @BeforeEach
  void create() {
    authenticator = authenticator(IdentitySettings.Anonymous.OBSERVE_ON_LOOPBACK);
    create(KEY, Caller.Kind.AGENT, null);
  }

  private Authenticator authenticator(IdentitySettings.Anonymous anonymous) {
    return new Authenticator(
        new IdentitySettings(
            IdentitySettings.Jwt.ofPublicKey(ISSUER.publicKeyPem()),
            anonymous,
            Set.of(),
            true,
            ADMIN_KEY),
        null,
        keys,
        BootstrapKey.open(ADMIN_KEY, directory, new SecureRandom()),
        () -> now);
  }

  private void create(KeyText key, Caller.Kind kind, @Nullable Instant expiresAt) {
    say(
        new DurableEvent.ApiKeyCreated(
            new ApiKey(
                key.id(),
                key.secretHash(),
                kind,
                "agent_1",
                Set.of(Role.AGENT),
                "a label",
                NOW,
                expiresAt,
                null)));
  }

  private void say(DurableEvent event) {
    keys.apply(List.of(new Publication(Topic.IDENTITY, event, NOW, new Position("e", 1))));
  }

  private static Credentials bearer(String token) {
    return credentials(Map.of("authorization", "Bearer " + token), null);
  }

  private static Credentials credentials(Map<String, String> headers, @Nullable String query) {
    Map<String, List<String>> fields = new HashMap<>();
    headers.forEach((name, value) -> fields.put(name, List.of(value)));
    return Credentials.of(fields, query, LOOPBACK);
  }

  static Stream<Credentials> places() {
    String token = KEY.text();
    return Stream.of(
        credentials(Map.of("Authorization", "Bearer " + token), null),
        credentials(Map.of("AUTHORIZATION", "  bEARER    " + token + " "), null),
        credentials(Map.of("x-api-key", token), null),
        new Credentials(null, null, token, null, null, REMOTE),
        credentials(Map.of(), token),
        credentials(Map.of("Sec-WebSocket-Protocol", "bearer, " + token), null),
        credentials(Map.of("sec-websocket-protocol", "other,bearer," + token), null),
        // the first place decides
        credentials(Map.of("Authorization", "Bearer " + token, "X-API-Key", "bad"), "bad"),
        credentials(Map.of("X-API-Key", token, "Sec-WebSocket-Protocol", "bearer, x"), "bad"),
        credentials(Map.of("Sec-WebSocket-Protocol", "bearer, bad"), token));
  }

  @ParameterizedTest
  @MethodSource("places")
  void findsTheCredentialInEveryPlace(Credentials credentials) {
    Caller expected =
        new Caller(
            Caller.Kind.AGENT, "agent_1", "agent_1", Set.of(Role.AGENT), null, null, KEY.id());
    assertThat(accepted(authenticator.authenticate(credentials))).isEqualTo(expected);
    assertThat(accepted(authenticator.authenticateOrObserve(credentials))).isEqualTo(expected);
    assertThat(credentials.toString()).doesNotContain(KEY.secret());
  }

  static Stream<Credentials> badPlaces() {
    String good = KEY.text();
    return Stream.of(
        credentials(Map.of("Authorization", "Bearer bad"), null),
        credentials(Map.of("Authorization", "Bearer"), null),
        credentials(Map.of("Authorization", "Bearer "), good),
        credentials(Map.of("Authorization", ""), good),
        credentials(Map.of("Authorization", good), good),
        credentials(Map.of("Authorization", "Basic YTpi", "X-API-Key", good), good),
        credentials(Map.of("X-API-Key", "bad"), good),
        credentials(Map.of("X-API-Key", ""), good),
        credentials(Map.of(), "bad"),
        credentials(Map.of(), ""),
        credentials(Map.of("Sec-WebSocket-Protocol", "bearer"), null),
        credentials(Map.of("Sec-WebSocket-Protocol", "bearer,"), null),
        credentials(Map.of("Sec-WebSocket-Protocol", "bearer, bad"), null),
        Credentials.of(
            Map.of("Authorization", List.of("Bearer " + good, "Bearer " + good)), null, LOOPBACK),
        new Credentials(null, null, "bad", good, null, LOOPBACK));
  }

  @ParameterizedTest
  @MethodSource("badPlaces")
  void aBadCredentialGivesWayToNothing(Credentials credentials) {
    for (Authenticator each :
        List.of(authenticator, authenticator(IdentitySettings.Anonymous.OBSERVE))) {
      Refusal refusal = refused(each.authenticateOrObserve(credentials));
      assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAUTHENTICATED);
      assertThat(refusal.detail()).doesNotContain("bad", "YTpi", KEY.secret()).endsWith(".");
      refused(each.authenticate(credentials));
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutACredential(IdentitySettings.Anonymous policy) {
    Authenticator each = authenticator(policy);
    Credentials here = Credentials.of(Map.of(), null, LOOPBACK);
    Credentials there =
        Credentials.of(Map.of("Sec-WebSocket-Protocol", List.of("chat")), null, REMOTE);
    refused(each.authenticate(here));
    refused(each.authenticate(there));
    boolean observesHere = policy != IdentitySettings.Anonymous.NONE;
    boolean observesThere = policy == IdentitySettings.Anonymous.OBSERVE;
    assertThat(each.authenticateOrObserve(here) instanceof Authentication.Accepted)
        .isEqualTo(observesHere);
    assertThat(each.authenticateOrObserve(there) instanceof Authentication.Accepted)
        .isEqualTo(observesThere);
    if (observesHere) {
      assertThat(accepted(each.authenticateOrObserve(here))).isEqualTo(Caller.ANONYMOUS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pk_",
        "pk__",
        "pk_a",
        "pk_a_",
        "pk_nosuchid_secret",
        "pk_a_b_c",
        "pk_é_x",
        "pk_a_b\n"
      })
  void noSuchKey(String text) {
    assertThat(refused(authenticator.authenticate(bearer(text))).detail())
        .contains("not one of this hub's");
  }

  @Test
  void aKeyWithAnotherSecretIsNoKey() {
    String text = KEY.text();
    String other = text.substring(0, text.length() - 1) + (text.endsWith("x") ? "y" : "x");
    String unknown = text.replace(KEY.id(), "nosuchid");
    assertThat(refused(authenticator.authenticate(bearer(other))))
        .as("nothing tells which half is wrong")
        .isEqualTo(refused(authenticator.authenticate(bearer(unknown))));
  }

  @Test
  void aKeyEndsAtItsTime() {
    create(KEY, Caller.Kind.USER, NOW.plusSeconds(10));
    now = NOW.plusSeconds(10).minusMillis(1);
    Caller caller = accepted(authenticator.authenticate(bearer(KEY.text())));
    assertThat(caller.expiresAt()).isEqualTo(NOW.plusSeconds(10));
    assertThat(authenticator.stillHolds(caller)).isTrue();
    now = NOW.plusSeconds(10);
    assertThat(refused(authenticator.authenticate(bearer(KEY.text()))).detail())
        .contains("expired");
    assertThat(authenticator.stillHolds(caller)).isFalse();
  }

  @Test
  void aRevokedKeyIsNoMore() {
    Caller caller = accepted(authenticator.authenticate(bearer(KEY.text())));
    assertThat(authenticator.stillHolds(caller)).isTrue();
    say(new DurableEvent.ApiKeyRevoked(KEY.id(), NOW));
    assertThat(revoked).containsExactly(KEY.id());
    assertThat(refused(authenticator.authenticate(bearer(KEY.text()))).detail())
        .contains("revoked");
    assertThat(authenticator.stillHolds(caller)).isFalse();
    assertThat(authenticator.stillHolds(Caller.ANONYMOUS)).isTrue();
  }

  @Test
  void theAdministratorsKeyWorksEverywhere() {
    for (Credentials credentials :
        List.of(
            bearer(ADMIN_KEY),
            credentials(Map.of("X-API-Key", ADMIN_KEY), null),
            credentials(Map.of(), ADMIN_KEY))) {
      Caller caller = accepted(authenticator.authenticate(credentials));
      assertThat(caller.holds(Role.ADMIN)).isTrue();
      assertThat(caller.kind()).isEqualTo(Caller.Kind.SERVICE);
    }
    assertThat(IdentitySettings.defaults(true).withJwt(IdentitySettings.Jwt.DEFAULTS).toString())
        .doesNotContain(ADMIN_KEY);
    assertThat(
            new IdentitySettings(
                    IdentitySettings.Jwt.DEFAULTS,
                    IdentitySettings.Anonymous.NONE,
                    Set.of(),
                    false,
                    ADMIN_KEY)
                .toString())
        .doesNotContain(ADMIN_KEY);
  }

  @Test
  void tokensWorkToo() {
    String token = ISSUER.token("alice").groups("observer").sign();
    assertThat(accepted(authenticator.authenticate(credentials(Map.of(), token))).id())
        .isEqualTo("alice");
    assertThat(accepted(authenticator.authenticate(bearer(token))).roles())
        .containsExactly(Role.OBSERVER);
  }

  @Test
  void whatIsTooLongIsNotLookedAt() {
    String token = ISSUER.token("alice").claim("x", "y".repeat(8_192)).sign();
    assertThat(refused(authenticator.authenticate(bearer(token))).detail()).contains("too long");
  }

  @Test
  void aConnectionIsRenewedForTheSameCallerOnly() {
    Caller alice = accepted(authenticator.authenticate(bearer(ISSUER.token("alice").sign())));
    String later = ISSUER.token("alice").expiresIn(Duration.ofHours(2)).sign();
    assertThat(accepted(authenticator.renew(alice, later)).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofHours(2)));
    assertThat(refused(authenticator.renew(alice, ISSUER.token("bob").sign())).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(refused(authenticator.renew(alice, KEY.text())).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    Caller namesake = accepted(authenticator.authenticate(bearer(ISSUER.token("agent_1").sign())));
    assertThat(refused(authenticator.renew(namesake, KEY.text())).code())
        .as("a user is not the agent of the same name")
        .isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(refused(authenticator.renew(Caller.ANONYMOUS, later)).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(refused(authenticator.renew(alice, "bad")).code())
        .isEqualTo(Refusal.Code.UNAUTHENTICATED);
  }
}
