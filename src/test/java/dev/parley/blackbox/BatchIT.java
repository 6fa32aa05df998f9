package dev.parley.blackbox;

import static dev.parley.blackbox.client.Target.COLLABORATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many activities in one request, each answered by itself. */
@ExtendWith(TargetExtension.class)
final class BatchIT {
  private static final String PATH = COLLABORATION + "activities:batch";

  private final Target target;

  BatchIT(Target target) {
    this.target = target;
  }

  @Test
  void eachItemIsAnsweredByItself() throws Exception {
    String good = Target.fresh("good");
    String other = Target.fresh("other");
    Api agent = target.as(target.key("agent", good, "agent").secret());

    JsonArray results =
        agent
            .post(PATH, body(item(good), item(other), "{\"agent_id\":\"" + good + "\"}", "7"))
            .expect(200)
            .json()
            .getJsonArray("results");

    assertThat(results).hasSize(4);
    assertThat(results.getJsonObject(0).getBoolean("success")).isTrue();
    assertThat(results.getJsonObject(0).getString("activity_id")).endsWith(good);
    assertThat(error(results, 1).getString("code")).isEqualTo("forbidden");
    assertThat(error(results, 2).getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/activities/2/department");
    assertThat(error(results, 3).getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/activities/3");
    assertThat(recorded(good)).isEqualTo(1);
    assertThat(recorded(other)).isZero();
  }

  @Test
  void eachItemCountsAgainstTheLimitOfItsAgent() throws Exception {
    String hasty = Target.fresh("hasty");
    String other = Target.fresh("other");
    String[] items = new String[60];
    Arrays.fill(items, item(hasty));
    items[items.length - 1] = item(other);

    JsonArray results =
        target.admin().post(PATH, body(items)).expect(200).json().getJsonArray("results");

    assertThat(results.getJsonObject(0).getBoolean("success")).isTrue();
    JsonObject refused = error(results, items.length - 2);
    assertThat(refused.getString("code")).isEqualTo("rate_limited");
    assertThat(refused.getInt("retryAfterMs")).isPositive();
    assertThat(results.getJsonObject(items.length - 1).getBoolean("success")).isTrue();
    long recorded =
        results.stream().filter(item -> item.asJsonObject().getBoolean("success")).count();
    assertThat(recorded(hasty)).isEqualTo((int) recorded - 1).isGreaterThanOrEqualTo(20);
  }

  @Test
  void theSameKeyGivesTheFirstAnswersAgain() throws Exception {
    String agent = Target.fresh("repeater");
    String body = body(item(agent), item(agent), "{}");
    String key = Target.fresh("key");

    JsonObject first = send(body, key).expect(200).json();
    JsonObject second = send(body, key).expect(200).json();

    assertThat(second).isEqualTo(first);
    assertThat(recorded(agent)).isEqualTo(2);
  }

  @Test
  void theSameKeyForAnotherRequestIsRefusedAsAWhole() throws Exception {
    String agent = Target.fresh("reuser");
    String key = Target.fresh("key");
    send(body("{}"), key).expect(200);

    Problems.check(send(body(item(agent)), key), 422, "invalid", PATH);

    assertThat(recorded(agent)).isZero();
  }

  @Test
  void anEmptyOrTooLongListIsRefused() throws Exception {
    for (String body : List.of("{}", "{\"activities\":[]}", "{\"activities\":{}}", many(501))) {
      JsonObject problem = Problems.check(target.admin().post(PATH, body), 422, "invalid", PATH);
      assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
          .isEqualTo("/activities");
    }
    assertThat(target.admin().post(PATH, many(500)).expect(200).json().getJsonArray("results"))
        .hasSize(500);
  }

  private static String many(int items) {
    return IntStream.range(0, items)
        .mapToObj(i -> "{}")
        .collect(Collectors.joining(",", "{\"activities\":[", "]}"));
  }

  private Api.Answer send(String body, String key) throws Exception {
    return target
        .admin()
        .send(
            "POST",
            PATH,
            Map.of("Idempotency-Key", key, "Content-Type", "application/json"),
            body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private int recorded(String agent) throws Exception {
    return target
        .admin()
        .get(COLLABORATION + "activity-feed?agent_id=" + agent)
        .expect(200)
        .json()
        .getInt("total");
  }

  private static JsonObject error(JsonArray results, int index) {
    assertThat(results.getJsonObject(index).getBoolean("success")).isFalse();
    return results.getJsonObject(index).getJsonObject("error");
  }

  private static String body(String... items) {
    return "{\"activities\":[" + String.join(",", items) + "]}";
  }

  private static String item(String agent) {
    return "{\"agent_id\":\""
        + agent
        + "\",\"department\":\"d\",\"activity_type\":\"memory_write\"}";
  }
}
