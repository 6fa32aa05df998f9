package dev.parley.openapi;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests from a document: some as it says, some broken in one or more places. The same seed
 * makes the same ones, but for the ids that the hub has told. Safe for use by any number of
 * threads.
 */
public final class Fuzzer {
  private final Document document;
  private final Random random;
  private final Values values;
  private final Breakage breakage;
  private final List<String> credentials;

  /**
   * @param credentials the first may do anything; the others less, or nothing
   */
  public Fuzzer(Document document, long seed, List<String> credentials) {
    this.document = document;
    this.random = new Random(seed);
    this.values = new Values(document, random);
    this.breakage = new Breakage(random);
    this.credentials = credentials;
  }

  /** How a request stands to the document. */
  public enum Standing {
    /** It is as the document says. */
    AS_SAID,
    /** It is not, so it has to be refused. */
    BROKEN,
    /** The document does not say. */
    ODD
  }

  /**
   * A request.
   *
   * @param operation the one that it was made from
   * @param path with the query
   * @param headers names and values
   * @param privileged whether its caller may do anything
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares requests.
  public record Request(
      Operation operation,
      String method,
      String path,
      List<Map.Entry<String, String>> headers,
      byte @Nullable [] body,
      Standing standing,
      boolean privileged) {
    @Override
    public String toString() {
      String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
      return "%s %s %s\n%s\n%s"
          .formatted(
              standing,
              method,
              path,
              headers,
              text.length() > 2_000 ? text.substring(0, 2_000) + "..." : text);
    }
  }

  /** The next one. */
  public synchronized Request next() {
    // Files are AttachmentsIT's matter.
    List<Operation> operations =
        document.operations().stream().filter(operation -> !operation.takesFile()).toList();
    return new Making(operations.get(random.nextInt(operations.size()))).request();
  }

  /** Remembers what an answer has told: others ask for it. */
  public synchronized void learn(Operation operation, JsonObject answer) {
    for (String name : List.of("next_cursor", "nextCursor")) {
      if (answer.get(name) instanceof JsonString cursor) {
        values.learn("cursor", cursor.getString());
      }
    }
    JsonObject links =
        operation
            .answers()
            .get(operation.success())
            .getOrDefault("links", JsonValue.EMPTY_JSON_OBJECT)
            .asJsonObject();
    if (!links.isEmpty()) {
      Map<String, String> names = new HashMap<>();
      answer.forEach(
          (name, value) -> {
            if (value instanceof JsonString id && name.matches("id|.*(_id|Id)")) {
              values.learn(name, id.getString());
              names.put(name, id.getString());
            }
          });
      values.learn(names);
    }
  }

  /** One request in the making. */
  private final class Making {
    private final Operation operation;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private final boolean mayBreak = random.nextInt(3) > 0;
    private final Map<String, String> names;
    private Standing standing = Standing.AS_SAID;

    Making(Operation operation) {
      this.operation = operation;
      this.names =
          values.together(
              operation.parameters().stream()
                  .filter(parameter -> parameter.getString("in").equals("path"))
                  .map(parameter -> parameter.getString("name"))
                  .collect(Collectors.toSet()));
    }

    private boolean breaksHere(int oneOf) {
      return mayBreak && random.nextInt(oneOf) == 0;
    }

    private void becomes(Standing other) {
      if (standing != Standing.BROKEN) {
        standing = other;
      }
    }

    Request request() {
      String path = operation.path();
      StringBuilder query = new StringBuilder();
      for (JsonObject parameter : operation.parameters()) {
        String name = parameter.getString("name");
        switch (parameter.getString("in")) {
          case "path" -> path = path.replace("{" + name + "}", encoded(value(parameter, true)));
          case "query" -> query(parameter, query);
          case "header" -> {
            if (random.nextInt(4) == 0) {
              headers.add(Map.entry(name, value(parameter, false)));
            }
          }
          default -> throw new AssertionError(parameter);
        }
      }
      String method = operation.method().toUpperCase(Locale.ROOT);
      byte[] body = operation.hasBody() ? body() : null;
      if (breaksHere(40)) {
        method = List.of("PUT", "PATCH", "OPTIONS", "DELETE", "GET").get(random.nextInt(5));
        standing = Standing.ODD;
      }
      if (breaksHere(40)) {
        query.append("&nobody=").append(encoded(breakage.text()));
      }
      boolean privileged = credential();
      negotiate();
      return new Request(
          operation,
          method,
          path + (query.isEmpty() ? "" : "?" + query.substring(1)),
          headers,
          body,
          standing,
          privileged);
    }

    private boolean credential() {
      int chosen = random.nextInt(4) > 0 ? 0 : random.nextInt(credentials.size());
      headers.add(Map.entry("Authorization", "Bearer " + credentials.get(chosen)));
      return chosen == 0;
    }

    private void negotiate() {
      if (breaksHere(30)) {
        headers.add(
            Map.entry(
                "Accept",
                List.of("text/html", "application/json;q=0", "*/*;q=0.1", "a/b;q=x", "json", ",")
                    .get(random.nextInt(6))));
        becomes(Standing.ODD);
      }
      if (breaksHere(40)) {
        headers.add(Map.entry("Origin", random.nextBoolean() ? "null" : "https://evil.test"));
        becomes(Standing.ODD);
      }
    }

    private void query(JsonObject parameter, StringBuilder query) {
      String name = parameter.getString("name");
      if (!parameter.getBoolean("required", false) && random.nextInt(3) > 0) {
        return;
      }
      if (parameter.getBoolean("required", false) && breaksHere(10)) {
        becomes(Standing.BROKEN);
        return;
      }
      query.append('&').append(name).append('=').append(encoded(value(parameter, false)));
      if (breaksHere(20)) {
        query.append('&').append(name).append('=').append(encoded(value(parameter, false)));
        // Where a parameter means nothing to the hub, its being there twice means nothing either.
        becomes(operation.path().startsWith("/api/") ? Standing.BROKEN : Standing.ODD);
      }
    }

    private String value(JsonObject parameter, boolean inPath) {
      String name = parameter.getString("name");
      JsonObject schema = parameter.getJsonObject("schema");
      if (inPath && names.containsKey(name)) {
        return names.get(name);
      }
      if (!breaksHere(4)) {
        // Waiting takes its time.
        JsonValue value =
            name.equals("wait")
                ? Json.createValue(random.nextInt(50) == 0 ? 1 : 0)
                : values.value(schema, name);
        return value instanceof JsonString text ? text.getString() : value.toString();
      }
      String text = breakage.text();
      if (parameter.getString("in").equals("header")) {
        // That is all that the client lets through.
        text = text.replaceAll("[^ -~]", "x").strip();
      }
      if (text.isEmpty() && !parameter.getString("in").equals("query")) {
        // That would be another path, or no header field.
        text = "0";
      }
      JsonValue meant =
          switch (document.resolve(schema).getString("type")) {
            case "integer" ->
                text.matches("-?[0-9]{1,9}")
                    ? Json.createValue(Long.parseLong(text))
                    : JsonValue.NULL;
            case "boolean" -> text.equals("true") ? JsonValue.TRUE : JsonValue.NULL;
            default -> Json.createValue(text);
          };
      boolean isWrong = !document.faults(operation.parameterSchema(name), meant).isEmpty();
      // What an unknown id or another name leads to is told by the answer.
      becomes(isWrong && !inPath ? Standing.BROKEN : Standing.ODD);
      return text;
    }

    private byte[] body() {
      headers.add(
          Map.entry(
              "Content-Type",
              breaksHere(20)
                  ? List.of("text/plain", "application/xml", "a", "application/json;q=1", "*/*")
                      .get(unsure(random.nextInt(5)))
                  : random.nextBoolean() ? "application/json" : "application/json; charset=utf-8"));
      JsonValue body = values.value(operation.namedSchemas().get(operation.bodySchema()), "");
      if (!mayBreak) {
        return Breakage.bytes(body);
      }
      if (random.nextInt(5) == 0) {
        becomes(Standing.ODD);
        return breakage.garbled(body);
      }
      for (int i = random.nextInt(3); i >= 0; i--) {
        body = breakage.changed(body);
      }
      becomes(
          document.faults(operation.bodySchema(), body).isEmpty() ? Standing.ODD : Standing.BROKEN);
      return Breakage.bytes(body);
    }

    private int unsure(int chosen) {
      becomes(Standing.ODD);
      return chosen;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
