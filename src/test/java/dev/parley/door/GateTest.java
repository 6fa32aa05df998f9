package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.identity.ApiKeyModel;
import dev.parley.identity.Authenticator;
import dev.parley.identity.BootstrapKey;
import dev.parley.identity.IdentitySettings;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.TestIssuer;
import dev.parley.switchboard.ConnectionLimits;
import dev.parley.switchboard.LimitSettings;
import dev.parley.switchboard.Limits;
import dev.parley.switchboard.Nobody;
import dev.parley.switchboard.Queries;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GateTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  private static final TestIssuer ISSUER = TestIssuer.create(NOON);
  private static final List<Topic> TOPICS = List.of(Topic.COLLABORATION);

  @TempDir private Path data;
  private Gate gate;
  private volatile boolean serves = true;

  @BeforeEach
  void open() {
    ApiKeyModel keys = new ApiKeyModel(id -> {});
    IdentitySettings settings =
        IdentitySettings.defaults(true)
            .withJwt(
                new IdentitySettings.Jwt(
                    ISSUER.publicKeyPem(),
                    null,
                    "RS256",
                    null,
                    Set.of(),
                    Duration.ZERO,
                    null,
                    "sub",
                    null,
                    null));
    gate =
        new Gate(
            new Authenticator(
                settings, null, keys, BootstrapKey.open(null, data, new SecureRandom()), NOON),
            new OriginPolicy(Set.of(), true),
            new ConnectionLimits(Limits.of(1, 1, 1, 1)),
            new Switchboard(
                (command, caller, idempotency) -> CompletableFuture.completedFuture(Reply.done()),
                (command, caller) -> Reply.done(),
                answers(),
                new Nobody(),
                operation -> CompletableFuture.completedFuture(Reply.done()),
                LimitSettings.DEFAULTS,
                new SimpleMeterRegistry(),
                NOON,
                System::nanoTime),
            () -> serves);
  }

  @Test
  void whoMayReadMayListen() {
    assertThatCode(() -> gate.checkListening(user(Role.OBSERVER), TOPICS))
        .doesNotThrowAnyException();
    assertThatCode(() -> gate.checkListening(Caller.ANONYMOUS, TOPICS)).doesNotThrowAnyException();
  }

  @Test
  void whoMayDoNothingMayNotListenEither() {
    assertThat(
            catchThrowableOfType(RefusedException.class, () -> gate.checkListening(user(), TOPICS))
                .refusal()
                .code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
  }

  @Test
  void aRenewedCredentialHasToLetItsOwnerListenToo() {
    Caller current = user(Role.OBSERVER);
    TestIssuer.Token token = ISSUER.token(current.id());
    assertThat(
            catchThrowableOfType(
                    RefusedException.class, () -> gate.renewed(current, token.sign(), TOPICS))
                .refusal()
                .code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    Caller newer = gate.renewed(current, token.groups("member").sign(), TOPICS);
    assertThat(newer.roles()).containsExactly(Role.MEMBER);
    assertThat(
            catchThrowableOfType(
                    RefusedException.class,
                    () ->
                        gate.renewed(
                            current, ISSUER.token("somebody-else").groups("admin").sign(), TOPICS))
                .refusal()
                .code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
  }

  @Test
  void placesAreGivenBack() {
    Caller caller = user(Role.MEMBER);
    var place = gate.admit(caller, "192.0.2.1");
    assertThat(
            catchThrowableOfType(RefusedException.class, () -> gate.admit(caller, "192.0.2.1"))
                .refusal()
                .code())
        .isEqualTo(Refusal.Code.RATE_LIMITED);
    place.close();
    gate.admit(caller, "192.0.2.1").close();
  }

  @Test
  void nobodyPassesWhileTheHubDoesNotServe() {
    HttpServletRequest nothingIsAskedOf = null;
    serves = false;
    assertThat(
            catchThrowableOfType(RefusedException.class, () -> gate.caller(nothingIsAskedOf))
                .refusal()
                .code())
        .isEqualTo(Refusal.Code.UNAVAILABLE);
    assertThat(
            catchThrowableOfType(RefusedException.class, () -> gate.listener(nothingIsAskedOf))
                .refusal()
                .retryAfter())
        .isPositive();
  }

  private static Queries answers() {
    Queries queries = new Queries(Runnable::run);
    for (Class<? extends Query> query : Queries.kinds()) {
      queries.inMemory(query, (asked, caller) -> Reply.done());
    }
    return queries;
  }

  private static Caller user(Role... roles) {
    return new Caller(Caller.Kind.USER, "u", "u", Set.of(roles), null, null, null);
  }
}
