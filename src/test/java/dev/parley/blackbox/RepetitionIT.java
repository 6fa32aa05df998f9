package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Wire;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that come twice, and requests that come too often. */
@ExtendWith(TargetExtension.class)
final class RepetitionIT {
  private static final String KEY = "Idempotency-Key";
  private static final int AT_ONCE = 4;
  private static final int TOO_MANY = 100;

  private final Target target;

  RepetitionIT(Target target) {
    this.target = target;
  }

  @RepeatedTest(10)
  void identicalRequestsAtTheSameTimeAreOne() throws Exception {
    String agent = Target.fresh("agent");
    Map<String, String> headers = Map.of(KEY, Target.fresh("key"));
    Set<String> answers = new HashSet<>();
    for (Api.Answer answer : atOnce(AT_ONCE, recording(agent), headers)) {
      answers.add(answer.expect(200).body());
    }
    assertThat(answers).hasSize(1);
    assertThat(activities(agent)).hasSize(1);
  }

  @Test
  void aRepetitionGetsTheFirstAnswerAndAnotherRequestIsRefused() throws Exception {
    String agent = Target.fresh("agent");
    Map<String, String> headers = Map.of(KEY, Target.fresh("key"));
    String first = recording(agent).ask(target.admin(), headers).expect(200).body();
    Position after = target.position();

    assertThat(recording(agent).ask(target.admin(), headers).expect(200).body()).isEqualTo(first);
    Problems.check(
        recording(Target.fresh("other")).ask(target.admin(), headers),
        422,
        "invalid",
        Endpoint.RECORD_ACTIVITY.path());
    assertThat(target.position()).isEqualTo(after);
    assertThat(activities(agent)).hasSize(1);
  }

  /** How the same is written does not matter. */
  @Test
  void aRepetitionMayBeWrittenOtherwise() throws Exception {
    Endpoint first = recording(Target.fresh("agent"));
    Map<String, String> headers = Map.of(KEY, Target.fresh("key"));
    String answer = first.ask(target.admin(), headers).expect(200).body();
    Endpoint again = first.with(first.body().replace("\n", "").replace(",", " , "));
    assertThat(again.ask(target.admin(), headers).expect(200).body()).isEqualTo(answer);
  }

  @Test
  void aKeyThatIsTooLongOrNotOneIsRefused() throws Exception {
    String tooLong = "x".repeat(256);
    Api.Answer answer = recording(Target.fresh("agent")).ask(target.admin(), Map.of(KEY, tooLong));
    JsonObject problem = Problems.check(answer, 422, "invalid", Endpoint.RECORD_ACTIVITY.path());
    assertThat(Problems.pointers(problem)).containsExactly(KEY);
    Wire.Answer two = twoKeys(recording(Target.fresh("agent")));
    assertThat(two.status()).isEqualTo(422);
    assertThat(Problems.pointers(Api.object(two.body()))).containsExactly(KEY);
  }

  private Wire.Answer twoKeys(Endpoint endpoint) throws Exception {
    try (Wire wire = new Wire(target.address(), target.adminKey())) {
      return wire.post(endpoint.path(), endpoint.body(), "one\r\n" + KEY + ": two");
    }
  }

  @Test
  void aRefusedRequestMayBeRepeatedWithTheSameKey() throws Exception {
    Map<String, String> headers = Map.of(KEY, Target.fresh("key"));
    Endpoint wrong = Endpoint.RECORD_ACTIVITY.with("{}");
    wrong.ask(target.admin(), headers).expect(422);
    recording(Target.fresh("agent")).ask(target.admin(), headers).expect(200);
  }

  @Test
  void anAgentThatRecordsTooOftenIsSlowedDownAndNobodyElse() throws Exception {
    String hasty = Target.fresh("agent");
    List<Api.Answer> answers = atOnce(TOO_MANY, recording(hasty), Map.of());
    long recorded = answers.stream().filter(answer -> answer.status() == 200).count();
    Api.Answer refused =
        answers.stream().filter(answer -> answer.status() != 200).findFirst().orElseThrow();
    JsonObject problem =
        Problems.check(refused, 429, "rate_limited", Endpoint.RECORD_ACTIVITY.path());
    assertThat(problem.getInt("retryAfterMs")).isPositive();
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    assertThat(refused.header("RateLimit")).matches("\"[^\"]+\";r=0;t=\\d+");
    assertThat(refused.header("RateLimit-Policy")).matches("\"[^\"]+\";q=\\d+;w=\\d+");
    assertThat(activities(hasty)).hasSize((int) recorded);
    recording(Target.fresh("agent")).ask(target.admin()).expect(200);
  }

  private List<Api.Answer> atOnce(int times, Endpoint endpoint, Map<String, String> headers)
      throws Exception {
    CountDownLatch together = new CountDownLatch(times);
    List<Callable<Api.Answer>> tasks =
        Collections.nCopies(
            times,
            () -> {
              together.countDown();
              together.await();
              return endpoint.ask(target.admin(), headers);
            });
    List<Api.Answer> answers = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Api.Answer> answer : executor.invokeAll(tasks)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private static Endpoint recording(String agent) {
    return Endpoint.RECORD_ACTIVITY.with(Endpoint.RECORD_ACTIVITY.body().replace("agent_1", agent));
  }

  private JsonArray activities(String agent) throws Exception {
    return target
        .admin()
        .get(Target.COLLABORATION + "activity-feed?limit=500&agent_id=" + agent)
        .expect(200)
        .json()
        .getJsonArray("activities");
  }
}
