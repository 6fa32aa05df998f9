package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final IdentitySettings.Jwt SETTINGS = IdentitySettings.Jwt.DEFAULTS;

  private final SecureRandom random = new SecureRandom();

  @TempDir Path directory;

  @Test
  void aTokenNamesItsUserUntilItEnds() {
    String token = open().token(SETTINGS, "alice", Set.of(Role.AGENT, Role.MEMBER), NOW, HOUR);

    assertThat(verify(SETTINGS, NOW.plus(HOUR).minusSeconds(1), token))
        .isInstanceOfSatisfying(
            Authentication.Accepted.class,
            accepted -> {
              Caller caller = accepted.caller();
              assertThat(caller.qualifiedId()).isEqualTo("user:alice");
              assertThat(caller.roles()).containsExactlyInAnyOrder(Role.AGENT, Role.MEMBER);
            });
    assertThat(verify(SETTINGS, NOW.plus(HOUR), token)).isInstanceOf(Authentication.Refused.class);
  }

  @Test
  void withoutRolesItHasThoseOfTheHub() {
    String token = open().token(SETTINGS, "bob", Set.of(), NOW, HOUR);

    assertThat(verify(SETTINGS, NOW, token))
        .isInstanceOfSatisfying(
            Authentication.Accepted.class,
            accepted -> assertThat(accepted.caller().roles()).containsExactly(Role.MEMBER));
  }

  @Test
  void whatTheHubLooksAtIsInTheToken() {
    IdentitySettings.Jwt strict =
        new IdentitySettings.Jwt(
            null,
            null,
            "RS256",
            "https://issuer.test",
            Set.of("parley"),
            Duration.ZERO,
            Duration.ofMinutes(5),
            "person",
            null,
            null);
    String token = open().token(strict, "carol", Set.of(Role.OBSERVER), NOW, HOUR);

    assertThat(verify(strict, NOW, token)).isInstanceOf(Authentication.Accepted.class);
  }

  @Test
  void anotherDirectoryHasAnotherKey() {
    String token =
        DevelopmentKey.open(directory.resolve("other"), random)
            .token(SETTINGS, "alice", Set.of(), NOW, HOUR);

    assertThat(verify(SETTINGS, NOW, token)).isInstanceOf(Authentication.Refused.class);
  }

  @Test
  void itIsMadeOnceForItsOwnerAlone() throws Exception {
    try (ExecutorService at = Executors.newFixedThreadPool(8)) {
      Callable<String> maker = () -> open().token(SETTINGS, "a", Set.of(), NOW, HOUR);
      for (Future<String> token : at.invokeAll(Stream.generate(() -> maker).limit(8).toList())) {
        assertThat(verify(SETTINGS, NOW, token.get())).isInstanceOf(Authentication.Accepted.class);
      }
    }
    Path file = directory.resolve("development-key.jwk");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).as("no draft is left").containsExactly(file);
    }
  }

  @Test
  void whatIsNoKeyIsSaidAndKept() throws Exception {
    Path file = directory.resolve("development-key.jwk");
    Files.writeString(file, "{}");

    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("{}");
  }

  private DevelopmentKey open() {
    return DevelopmentKey.open(directory, random);
  }

  private Authentication verify(IdentitySettings.Jwt settings, Instant now, String token) {
    InstantSource clock = InstantSource.fixed(now);
    return new JwtVerifier(open().verifiedBy(settings), clock).verify(token);
  }
}
