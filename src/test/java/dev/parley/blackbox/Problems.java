package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import jakarta.json.JsonObject;
import java.util.List;

/** What every refusal over HTTP looks like. */
public final class Problems {
  private Problems() {}

  /** Checks the form, and that the problem is this one. */
  public static JsonObject check(Api.Answer answer, int status, String code, String path) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    return check(answer.body(), status, code, path);
  }

  public static JsonObject check(String body, int status, String code, String path) {
    JsonObject problem = Api.object(body);
    assertThat(problem.getString("type")).isNotBlank();
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("detail")).isNotBlank().doesNotContain("Exception", "\tat ");
    assertThat(problem.getString("instance")).isEqualTo(path);
    assertThat(problem.getString("code")).as(body).isEqualTo(code);
    return problem;
  }

  /** The places that a refusal of bad input names. */
  public static List<String> pointers(JsonObject problem) {
    return problem.getJsonArray("errors").stream()
        .map(fault -> fault.asJsonObject())
        .peek(fault -> assertThat(fault.getString("detail")).isNotBlank())
        .map(fault -> fault.getString("pointer"))
        .toList();
  }
}
