package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Handshake;
import dev.parley.blackbox.client.Position;
import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.client.Wire;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer points at the fault; nothing fails, and nothing has changed. */
@ExtendWith(TargetExtension.class)
final class BadInputIT {
  private static final List<Endpoint> WITH_BODY =
      Endpoint.ALL.stream().filter(Endpoint::takesJson).toList();

  /** Texts that no id may be, as they stand in JSON. */
  private static final List<String> BAD_IDS =
      List.of(
          "\"\"",
          "\" \"",
          "\"a\\u0000b\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"a\\nb\"",
          "\"a\\u0007\"",
          "\"a\\u202eb\"",
          "\"\\u200b\"",
          "\"\\ufeff\"",
          "\"a\\u2028b\"",
          "\"\\ue000\"",
          "\"\\uffff\"",
          "\"" + "x".repeat(129) + "\"",
          "1",
          "true",
          "[]",
          "{}",
          "null");

  private final Target target;
  private Position before;

  BadInputIT(Target target) {
    this.target = target;
  }

  @BeforeEach
  void look() throws Exception {
    before = target.position();
  }

  @AfterEach
  void nothingHasChanged() throws Exception {
    assertThat(target.position()).isEqualTo(before);
  }

  private JsonObject refused(Endpoint endpoint, String body, int status, String code)
      throws Exception {
    return Problems.check(endpoint.with(body).ask(target.admin()), status, code, endpoint.path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "\"",
        "}",
        "nothing",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\" 1}",
        "[1,2]",
        "\"text\"",
        "1",
        "null",
        "{\"a\":01}",
        "{\"a\":\"\n\"}",
        "{\"a\":1}}",
        "\u0000{}"
      })
  void whatIsNoJsonObject(String body) throws Exception {
    for (Endpoint endpoint : WITH_BODY) {
      refused(endpoint, body, 400, "malformed");
    }
  }

  @Test
  void whatIsNoUtf8() throws Exception {
    byte[] latin = "{\"agent_id\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
    for (Endpoint endpoint : WITH_BODY) {
      for (byte[] body : List.of(latin, overlong)) {
        Api.Answer answer = target.admin().send(endpoint.method(), endpoint.path(), Map.of(), body);
        Problems.check(answer, 400, "malformed", endpoint.path());
      }
    }
  }

  @Test
  void bodiesOfAnotherType() throws Exception {
    for (Endpoint endpoint : WITH_BODY) {
      for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
        Problems.check(
            endpoint.ask(target.admin(), Map.of("Content-Type", type)),
            415,
            "unsupported_media_type",
            endpoint.path());
      }
    }
  }

  @Test
  void bodiesThatAreTooLarge() throws Exception {
    String body = "{\"padding\":\"" + "x".repeat(300 * 1024) + "\"}";
    for (Endpoint endpoint : WITH_BODY) {
      refused(endpoint, body, 413, "too_large");
    }
  }

  @Test
  void bodiesThatAreNestedTooDeeply() throws Exception {
    for (Endpoint endpoint : WITH_BODY) {
      for (String open : List.of("[", "{\"a\":")) {
        String closed = open.equals("[") ? "]" : "}";
        String nested = open.repeat(500) + "1" + closed.repeat(500);
        JsonObject problem = refused(endpoint, "{\"metadata\":" + nested + "}", 422, "invalid");
        assertThat(Problems.pointers(problem)).singleElement().asString().startsWith("/metadata/");
        refused(endpoint, "{\"metadata\":" + open.repeat(40_000), 422, "invalid");
      }
    }
  }

  @Test
  void strangeMembers() throws Exception {
    for (Endpoint endpoint : WITH_BODY) {
      for (String value :
          List.of("\"\\u0000\"", "\"\\ud83d\"", "1e999999999", "9".repeat(1000), "[\"\\u0000\"]")) {
        JsonObject problem = refused(endpoint, "{\"strange\":" + value + "}", 422, "invalid");
        assertThat(Problems.pointers(problem)).anyMatch(p -> p.startsWith("/strange"));
      }
      refused(endpoint, "{\"\\u0000\":1}", 422, "invalid");
      refused(endpoint, "{\"a\":1,\"a\":1}", 422, "invalid");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "record-activity,agent_id",
    "record-activity,department",
    "record-activity,activity_type",
    "complete-activity,activity_id",
    "complete-activity,success",
    "start-collaboration,participants",
    "end-collaboration,session_id",
    "record-memory-update,operation",
    "record-memory-update,item_id",
    "record-memory-update,agent_id",
    "record-decision,session_id",
    "record-decision,agent_id",
    "decision-requests,agent_id",
    "decision-requests,options",
    "answer,option_id",
    "api-keys,owner",
    "api-keys,roles"
  })
  void requiredMembers(String path, String member) throws Exception {
    Endpoint endpoint = post(path);
    JsonObject good = Api.object(endpoint.body());
    check(endpoint, Json.createObjectBuilder(good).remove(member).build().toString(), member);
    String value = good.get(member).toString();
    for (String bad : BAD_IDS) {
      if (bad.equals(value) || (member.equals("activity_id") && bad.length() > 100)) {
        continue; // That is good; and the id of an activity is longer by an agent's.
      }
      check(endpoint, good.toString().replace(":" + value, ":" + bad), member);
    }
    if (good.get(member).getValueType() == JsonValue.ValueType.ARRAY) {
      for (String bad : BAD_IDS) {
        check(endpoint, good.toString().replace(":" + value, ":[" + bad + "]"), member);
      }
    }
  }

  /** Each value in the place of the good one; nothing in the place of it where there is none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "record-decision|decision|' ; \"\" ; \" \" ; 1 ; null ; [] ; \"a\\u0000\"'",
        "record-decision|rationale|'\"\" ; 1'",
        "record-decision|options|'{} ; \"a\" ; [1] ; [\"\"]'",
        "record-decision|confidence|'-0.1 ; 1.1 ; \"1\"'",
        "decision-requests|question|' ; \"\" ; 1 ; null ; [] ; \"a\\ud800\"'",
        "decision-requests|options|'[{\"id\":\"a\",\"label\":\"A\"}] ; [{},{}]"
            + " ; [{\"id\":\"a\",\"label\":\"A\"},{\"id\":\"a\",\"label\":\"B\"}]"
            + " ; [{\"id\":\"a\",\"label\":\"A\"},{\"id\":\"b\"}]'",
        "decision-requests|timeout_seconds|'0 ; -1 ; 2592001 ; \"1\"'",
        "decision-requests|assignees|'\"alice\" ; [1] ; [\"\"]'",
        "decision-requests|session_id|'1 ; \"\"'",
        "answer|comment|'\"\" ; 1'",
      })
  void whatDecisionsAreMadeOf(String path, String member, String values) throws Exception {
    Endpoint endpoint = post(path);
    JsonObject good = Json.createObjectBuilder(Api.object(endpoint.body())).remove(member).build();
    for (String value : values.split(" ; ", -1)) {
      String bad = value.isBlank() ? "" : ",\"" + member + "\":" + value;
      check(endpoint, good.toString().replaceFirst("}$", "") + bad + "}", member);
    }
  }

  private void check(Endpoint endpoint, String body, String member) throws Exception {
    JsonObject problem = refused(endpoint, body, 422, "invalid");
    assertThat(Problems.pointers(problem)).as(body).anyMatch(p -> p.startsWith("/" + member));
  }

  @ParameterizedTest
  @CsvSource({
    "record-activity,activity_type,memory_write",
    "record-memory-update,operation,write",
    "api-keys,owner/kind,user",
    "api-keys,roles/0,member"
  })
  void wordsThatThereAreNot(String path, String pointer, String word) throws Exception {
    Endpoint endpoint = post(path);
    for (String bad : List.of("flown", "", word.toUpperCase(Locale.ROOT), word + " ")) {
      String body = endpoint.body().replace("\"" + word + "\"", "\"" + bad + "\"");
      assertThat(Problems.pointers(refused(endpoint, body, 422, "invalid")))
          .containsExactly("/" + pointer);
    }
  }

  @Test
  void metadataThatIsTooLargeOrNoObject() throws Exception {
    for (String metadata :
        List.of("{\"a\":\"" + "x".repeat(64 * 1024) + "\"}", "[]", "1", "\"text\"")) {
      for (Endpoint endpoint : List.of(Endpoint.RECORD_ACTIVITY, Endpoint.RECORD_MEMORY_UPDATE)) {
        String body =
            Json.createObjectBuilder(Api.object(endpoint.body()))
                .add("metadata", "HERE")
                .build()
                .toString()
                .replace("\"HERE\"", metadata);
        assertThat(Problems.pointers(refused(endpoint, body, 422, "invalid")))
            .containsExactly("/metadata");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "limit=-1,limit",
    "limit=0,limit",
    "limit=501,limit",
    "limit=many,limit",
    "limit=1.5,limit",
    "limit=5.0,limit",
    "limit=1e2,limit",
    "limit=,limit",
    "limit=99999999999999999999,limit",
    "limit=1&limit=2,limit",
    "agent_id=,agent_id",
    "agent_id=%00,agent_id",
    "agent_id=a%0Ab,agent_id",
    "agent_id=%E2%80%AE,agent_id"
  })
  void queryParameters(String query, String name) throws Exception {
    Api.Answer answer = target.admin().get(Endpoint.ACTIVITY_FEED.path() + "?" + query);
    JsonObject problem = Problems.check(answer, 422, "invalid", Endpoint.ACTIVITY_FEED.path());
    assertThat(Problems.pointers(problem)).contains(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "record-activity|{}|/agent_id /department /activity_type",
        "record-activity|{'agent_id':1,'department':null,'activity_type':'x'}"
            + "|/agent_id /department /activity_type",
        "record-activity|{'agent_id':'a','department':'d','activity_type':'memory_write',"
            + "'metadata':[],'related_agents':'b'}|/metadata /related_agents",
        "record-activity|{'agent_id':'a','department':'d','activity_type':'memory_write',"
            + "'related_agents':['b',2,'']}|/related_agents/1 /related_agents/2",
        "record-activity|{'agent_id':'a','agent_id':'b','department':'d',"
            + "'activity_type':'memory_write'}|/agent_id",
        "complete-activity|{}|/activity_id /success",
        "start-collaboration|{'participants':[null],'session_type':7}"
            + "|/participants/0 /session_type",
        "record-memory-update|{'operation':'erase'}|/operation /item_id /agent_id",
        "api-keys|{'owner':{},'roles':[]}|/owner/kind /owner/id /roles",
        "api-keys|{'owner':{'kind':'anonymous','id':'x'},'roles':['king']}|/owner/kind /roles/0",
        "api-keys|{'owner':{'kind':'user','id':'x'},'roles':['member'],'expiresAt':'soon',"
            + "'name':''}|/name /expiresAt",
        "api-keys|{'owner':{'kind':'user','id':'x'},'roles':['member'],"
            + "'expiresAt':'2001-01-01T00:00:00Z'}|/expiresAt",
      })
  void allFaultsAreToldAtOnce(String path, String body, String pointers) throws Exception {
    JsonObject problem = refused(post(path), body.replace('\'', '"'), 422, "invalid");
    assertThat(Problems.pointers(problem)).containsExactly(pointers.split(" "));
  }

  private static boolean isPatched(String path) {
    return Endpoint.ALL.stream()
        .anyMatch(endpoint -> endpoint.method().equals("PATCH") && endpoint.path().equals(path));
  }

  private static Endpoint post(String path) {
    return WITH_BODY.stream().filter(p -> p.path().endsWith("/" + path)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%zz", "%c3%28", "%u0041", "%ed%a0%80"})
  void whatIsNoUri(String text) throws Exception {
    Handshake handshake =
        Handshake.of(target, "?client_id=" + text, 0, List.of("X-API-Key: " + target.adminKey()));
    assertThat(handshake.status()).as(handshake.body()).isEqualTo(400);
    try (Wire wire = new Wire(target.address(), target.adminKey())) {
      Endpoint endpoint = Endpoint.END_COLLABORATION;
      Wire.Answer answer = wire.post(endpoint.path() + "?x=" + text, endpoint.body(), null);
      assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";;;",
        "a/b/c",
        "application",
        "application/json; charset=nonsense",
        "application/json; charset=utf-16",
        "application/json;q",
        "*/*;q=x",
        "application/json; q=2",
        ","
      })
  void headersThatMakeNoSense(String value) throws Exception {
    Endpoint post = Endpoint.END_COLLABORATION;
    Api.Answer answer = post.ask(target.admin(), Map.of("Content-Type", value));
    assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
    answer = Endpoint.ACTIVITY_FEED.ask(target.admin(), Map.of("Accept", value));
    assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
  }

  @Test
  void answersOfAnotherType() throws Exception {
    String path = Target.COLLABORATION + "agent-status";
    Problems.check(
        target.admin().get(path, Map.of("Accept", "image/png")), 406, "not_acceptable", path);
  }

  @Test
  void pathsAndMethodsThatThereAreNot() throws Exception {
    for (String path :
        List.of(
            "/nothing",
            "/api/v1/nothing",
            "/api/v1/collaboration/nothing",
            "/api/v2/me",
            "/api/")) {
      Problems.check(target.admin().get(path), 404, "not_found", path);
    }
    for (Endpoint endpoint : Endpoint.ALL) {
      if (isPatched(endpoint.path())) {
        continue;
      }
      Api.Answer answer =
          target.admin().send("PATCH", endpoint.path(), Map.of(), new byte[] {'{', '}'});
      Problems.check(answer, 405, "method_not_allowed", endpoint.path().split("\\?", 2)[0]);
      assertThat(answer.header("Allow")).contains(endpoint.method());
    }
    for (String path : List.of("/api/v1/nothing", "/api/v1/events?topics=collaboration")) {
      Api.Answer unread = target.admin().send("PATCH", path, Map.of(), new byte[] {'{', '}'});
      assertThat(unread.header("Connection")).as(path).isEqualTo("close");
    }
    for (String method : List.of("GET", "DELETE", "OPTIONS")) {
      Api.Answer unread =
          target.admin().send(method, "/api/v1/api-keys/x", Map.of(), new byte[] {'{', '}'});
      assertThat(unread.header("Connection")).as(method).isEqualTo("close");
    }
    Api.Answer unasked =
        target.admin().send("POST", "/api/v1/rooms/none/archive", Map.of(), new byte[] {'{', '}'});
    assertThat(unasked.header("Connection")).isEqualTo("close");
    Api.Answer refusedBefore =
        target
            .admin()
            .send(
                "POST",
                "/api/v1/api-keys",
                Map.of("Content-Type", "text/plain"),
                new byte[] {'{', '}'});
    assertThat(refusedBefore.status()).as(refusedBefore.body()).isEqualTo(415);
    assertThat(refusedBefore.header("Connection")).isEqualTo("close");
    Api.Answer read =
        target.admin().send("POST", "/api/v1/api-keys", Map.of(), new byte[] {'{', '}'});
    assertThat(read.status()).as(read.body()).isEqualTo(422);
    assertThat(read.header("Connection")).isEmpty();
    for (String id : List.of("none", "%20", "%E2%82%AC", "x".repeat(1000))) {
      Api.Answer answer = target.admin().send("DELETE", "/api/v1/api-keys/" + id, Map.of(), null);
      assertThat(answer.status()).as(answer.body()).isBetween(400, 422);
    }
  }
}
