package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Code;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProblemTest {
  @Test
  void tellsFaults() {
    Problem problem =
        Problem.of(
            Refusal.invalid(List.of(new Refusal.Fault("/agent_id", "is missing"))), "/api/v1/x");
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.headers()).isEmpty();
    assertThat(problem.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",\"status\":422,"
                + "\"detail\":\"/agent_id: is missing\",\"instance\":\"/api/v1/x\","
                + "\"code\":\"invalid\","
                + "\"errors\":[{\"pointer\":\"/agent_id\",\"detail\":\"is missing\"}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, 401",
    "FORBIDDEN, 403",
    "NOT_FOUND, 404",
    "MALFORMED, 400",
    "CONFLICT, 409",
    "TOO_LARGE, 413",
    "RATE_LIMITED, 429",
    "UNAVAILABLE, 503",
    "METHOD_NOT_ALLOWED, 405",
    "UNSUPPORTED_MEDIA_TYPE, 415",
    "NOT_ACCEPTABLE, 406",
    "INTERNAL, 500",
  })
  void hasAStatusForEachCode(Code code, int status) {
    assertThat(Problem.of(Refusal.of(code, "No."), "/").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheCode(Code code) {
    assertThat(Fixtures.parse(Problem.of(Refusal.of(code, "No."), "/").body()).getString("code"))
        .isEqualTo(code.wireName());
  }

  /** A small frame with a long name in it must not make a huge one. */
  @Test
  void tellsManyFaultsOfALongNameOnce() {
    Refusal.Fault fault = new Refusal.Fault("/" + "~1".repeat(30_000), "holds U+0000");
    Refusal refusal = Refusal.invalid(Collections.nCopies(32, fault));
    assertThat(Fixtures.parse(Problem.of(refusal, "/").body()).getJsonArray("errors")).hasSize(1);
    Refusal.Fault little = new Refusal.Fault("/a", "holds U+0000");
    assertThat(
            Fixtures.parse(Problem.of(Refusal.invalid(Collections.nCopies(32, little)), "/").body())
                .getJsonArray("errors"))
        .hasSize(32);
  }

  @Test
  void asksForACredential() {
    assertThat(Problem.of(Refusal.of(Code.UNAUTHENTICATED, "Who?"), "/").headers())
        .containsEntry("WWW-Authenticate", "Bearer realm=\"parley\"");
  }

  @Test
  void tellsWhenToTryAgain() {
    Refusal refusal =
        Refusal.rateLimited(
            "Slower.",
            Duration.ofMillis(1_001),
            new Refusal.Quota(
                "activities", 20, 0, Duration.ofSeconds(2), Duration.ofMillis(1_500)));
    Problem problem = Problem.of(refusal, "/");
    assertThat(problem.headers())
        .containsEntry("Retry-After", "2")
        .containsEntry("RateLimit-Policy", "\"activities\";q=20;w=2")
        .containsEntry("RateLimit", "\"activities\";r=0;t=2");
    assertThat(Fixtures.parse(problem.body()).getInt("retryAfterMs")).isEqualTo(1_001);
    assertThat(Problem.of(Refusal.unavailable("Later.", Duration.ofMillis(5)), "/").headers())
        .containsEntry("Retry-After", "1");
  }
}
