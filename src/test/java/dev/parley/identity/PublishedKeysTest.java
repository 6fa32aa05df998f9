package dev.parley.identity;

import static dev.parley.identity.Outcomes.accepted;
import static dev.parley.identity.Outcomes.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedKeysTest {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final TestIssuer OLD = TestIssuer.create(CLOCK);
  private static final TestIssuer NEW = TestIssuer.create(CLOCK);
  private static final Duration REFRESH = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Deque<CompletableFuture<String>> asked = new ArrayDeque<>();
  private final AtomicBoolean released = new AtomicBoolean();
  private final Alarm timer = new Alarm();
  private final PublishedKeys keys =
      new PublishedKeys(
          JWSAlgorithm.RS256,
          "The document",
          PublishedKeys.Times.DEFAULTS,
          () -> {
            asked.add(new CompletableFuture<>());
            return asked.getLast();
          },
          () -> released.set(true),
          timer,
          nanos::get);
  private final JwtVerifier verifier = new JwtVerifier(IdentitySettings.Jwt.DEFAULTS, keys, CLOCK);

  /** Keeps what is scheduled until the test says that it is time. */
  private static final class Alarm extends ScheduledThreadPoolExecutor {
    private record Entry(Runnable task, Duration delay, ScheduledFuture<?> future) {}

    private final List<Entry> entries = new ArrayList<>();

    Alarm() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      ScheduledFuture<?> never = super.schedule(() -> {}, 1, TimeUnit.DAYS);
      entries.add(new Entry(task, Duration.of(delay, unit.toChronoUnit()), never));
      return never;
    }

    /** The delays of all that has not been cancelled. */
    List<Duration> due() {
      entries.removeIf(entry -> entry.future().isCancelled());
      return entries.stream().map(Entry::delay).toList();
    }

    void ring() {
      assertThat(due()).hasSize(1);
      entries.removeFirst().task().run();
    }
  }

  @AfterEach
  void end() {
    keys.close();
    timer.shutdownNow();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static String set(String... jwks) {
    return "{\"keys\":[" + String.join(",", jwks) + "]}";
  }

  private static String old() {
    return OLD.publicKeyJwk().replace("test-key", "old");
  }

  private static String newer() {
    return NEW.publicKeyJwk().replace("test-key", "new");
  }

  private static String token(TestIssuer issuer, String keyId) {
    return issuer.token("alice").header(h -> h.keyID(keyId)).sign();
  }

  private static String oldToken() {
    return token(OLD, "old");
  }

  private static String newToken() {
    return token(NEW, "new");
  }

  private void answer(String text) {
    asked.removeFirst().complete(text);
  }

  private void fail() {
    asked.removeFirst().completeExceptionally(new IOException("unreachable"));
  }

  private Duration unavailable(String token) {
    Refusal refusal = refused(verifier.verify(token));
    assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAVAILABLE);
    return refusal.retryAfter();
  }

  private void unauthenticated(String token) {
    assertThat(refused(verifier.verify(token)).code()).isEqualTo(Refusal.Code.UNAUTHENTICATED);
  }

  @Test
  void untilTheFirstAnswerTokensCannotBeChecked() {
    keys.fetch();
    assertThat(unavailable(oldToken())).isEqualTo(Duration.ofSeconds(1));
    assertThat(asked).hasSize(1);
    answer(set(old()));
    accepted(verifier.verify(oldToken()));
    assertThat(timer.due()).containsExactly(REFRESH);
  }

  @Test
  void theOldKeyAndTheNewHoldWhileBothArePublished() {
    keys.fetch();
    answer(set(old()));
    pass(REFRESH);
    timer.ring();
    accepted(verifier.verify(oldToken()));
    answer(set(old(), newer()));
    accepted(verifier.verify(oldToken()));
    accepted(verifier.verify(newToken()));
    pass(REFRESH);
    timer.ring();
    answer(set(newer()));
    accepted(verifier.verify(newToken()));
    pass(PAUSE);
    unavailable(oldToken());
    answer(set(newer()));
    unauthenticated(oldToken());
  }

  @Test
  void anUnknownKeyIsLookedUpOnceAndNotAgainForAWhile() {
    keys.fetch();
    answer(set(old()));
    pass(PAUSE);
    unavailable(newToken());
    unavailable(newToken());
    assertThat(asked).hasSize(1);
    accepted(verifier.verify(oldToken()));
    answer(set(old(), newer()));
    accepted(verifier.verify(newToken()));
    for (int i = 0; i < 100; i++) {
      unauthenticated(token(NEW, "guess " + i));
    }
    assertThat(asked).isEmpty();
    assertThat(timer.due()).containsExactly(REFRESH);
  }

  @Test
  void aKnownKeyThatDidNotSignIsNotLookedUp() {
    keys.fetch();
    answer(set(old()));
    pass(PAUSE);
    unauthenticated(token(NEW, "old"));
    assertThat(asked).isEmpty();
  }

  @Test
  void anIssuerThatIsAwayDoesNotEndItsKeysForFourHours() {
    keys.fetch();
    answer(set(old()));
    for (Duration gone = Duration.ZERO;
        gone.compareTo(Duration.ofHours(4)) < 0;
        gone = gone.plus(REFRESH)) {
      accepted(verifier.verify(oldToken()));
      pass(REFRESH);
      timer.ring();
      fail();
      assertThat(timer.due()).containsExactly(PAUSE);
    }
    assertThat(unavailable(newToken())).as("what cannot be looked up is not bad").isEqualTo(PAUSE);
    pass(Duration.ofSeconds(1));
    assertThat(unavailable(oldToken())).isEqualTo(PAUSE.minusSeconds(1));
    pass(PAUSE);
    timer.ring();
    answer(set(old()));
    accepted(verifier.verify(oldToken()));
    unauthenticated(newToken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{",
        "{\"keys\":[]}",
        "{\"keys\":7}",
        "{\"keys\":[7]}",
        "[\"keys\"]",
        "null",
        "{\"error\":\"maintenance\"}"
      })
  void whatIsNoSetOfKeysChangesNothing(String answer) {
    keys.fetch();
    answer(answer);
    unavailable(oldToken());
    pass(PAUSE);
    timer.ring();
    answer(set(old()));
    pass(REFRESH);
    timer.ring();
    answer(answer);
    accepted(verifier.verify(oldToken()));
  }

  @Test
  void keysOfOtherKindsAreLeftOut() {
    keys.fetch();
    answer(
        set(
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
            "{\"kty\":\"oct\",\"kid\":\"old\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
            "{\"kty\":\"XYZ\"}",
            NEW.privateKeyJwk().replace("test-key", "new"),
            old()));
    accepted(verifier.verify(oldToken()));
    unauthenticated(newToken());
  }

  @Test
  void anAnswerThatDoesNotEndIsGivenUp() {
    keys.fetch();
    assertThat(timer.due()).containsExactly(Duration.ofSeconds(10));
    timer.ring();
    assertThat(asked.removeFirst()).isCancelled();
    assertThat(timer.due()).containsExactly(PAUSE);
    unavailable(oldToken());
    assertThat(asked).isEmpty();
  }

  @Test
  void closingEndsWhatRunsAndWhatIsDue() {
    keys.fetch();
    keys.close();
    assertThat(asked.removeFirst()).isCancelled();
    assertThat(timer.due()).isEmpty();
    assertThat(released).isTrue();
    pass(REFRESH);
    unavailable(oldToken());
    assertThat(asked).isEmpty();
  }

  @Test
  void aTimerThatHasEndedIsNoFailure() {
    keys.fetch();
    timer.shutdownNow();
    answer(set(old()));
    accepted(verifier.verify(oldToken()));
  }

  @Test
  void onlyWebAddressesAreFetchedFrom() {
    assertThat(PublishedKeys.open(at("identity/public-key.pem"), Runnable::run, timer, nanos::get))
        .isNull();
    for (String location :
        new String[] {"https:keys", "http://", "https://me:secret@x/", "http://a b"}) {
      assertThatThrownBy(() -> PublishedKeys.open(at(location), Runnable::run, timer, nanos::get))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mp.jwt.verify.publickey.location")
          .hasMessageNotContaining("secret");
    }
  }

  private static IdentitySettings.Jwt at(String location) {
    return new IdentitySettings.Jwt(
        null, location, "RS256", null, Set.of(), Duration.ZERO, null, "sub", Role.MEMBER, null);
  }
}
