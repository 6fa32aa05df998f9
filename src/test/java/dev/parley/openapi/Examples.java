package dev.parley.openapi;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Form;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends the examples of a document as it says. What has to be there before is made by the operation
 * that has a link to the one in question.
 */
public record Examples(Document document, Api api) {

  /** Sends an operation's example, and what has to go before it. */
  public Api.Answer send(Operation operation) throws Exception {
    for (Operation maker : document.operations()) {
      for (JsonObject answer : maker.answers().values()) {
        for (JsonValue value :
            answer.getOrDefault("links", JsonValue.EMPTY_JSON_OBJECT).asJsonObject().values()) {
          JsonObject link = value.asJsonObject();
          if (link.getString("operationId").equals(operation.id())) {
            JsonObject made = send(maker).expect(maker.success()).json();
            return send(operation, link, made);
          }
        }
      }
    }
    if (operation.method().equals("get")) {
      for (Operation maker : document.operations()) {
        if (maker.method().equals("put") && maker.path().equals(operation.path())) {
          send(maker).expect(maker.success());
        }
      }
    }
    return send(operation, JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT);
  }

  private Api.Answer send(Operation operation, JsonObject link, JsonObject made) throws Exception {
    Map<String, String> values = new HashMap<>();
    link.getOrDefault("parameters", JsonValue.EMPTY_JSON_OBJECT)
        .asJsonObject()
        .forEach(
            (name, expression) ->
                values.put(name, evaluated(((JsonString) expression).getString(), made)));
    JsonValue body = link.get("requestBody");
    return send(
        operation,
        values,
        body == null ? operation.example() : evaluated(body.asJsonObject(), made));
  }

  private Api.Answer send(Operation operation, Map<String, String> values, JsonObject body)
      throws Exception {
    String path = operation.path();
    for (Map.Entry<String, String> value : values.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", encoded(value.getValue()));
    }
    StringBuilder query = new StringBuilder();
    for (JsonObject parameter : operation.parameters()) {
      String name = parameter.getString("name");
      if (parameter.getString("in").equals("path")) {
        path = path.replace("{" + name + "}", encoded(example(parameter)));
      } else if (parameter.getString("in").equals("query")
          && parameter.getBoolean("required", false)) {
        query.append(query.isEmpty() ? "?" : "&").append(name).append('=');
        query.append(encoded(example(parameter)));
      }
    }
    // What the client may choose by itself.
    for (JsonObject parameter : operation.parameters()) {
      String name = "{" + parameter.getString("name") + "}";
      if (path.contains(name)) {
        JsonObject schema = document.resolve(parameter.getJsonObject("schema"));
        path = path.replace(name, schema.getJsonArray("examples").getString(0));
      }
    }
    if (operation.takesFile()) {
      return api.send(
          "POST", path, Form.HEADERS, new Form().file("a.png", "image/png", Form.picture(4, 4)));
    }
    return api.send(
        operation.method().toUpperCase(java.util.Locale.ROOT),
        path + query,
        Map.of(),
        body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What nothing has made is called as in the example of its schema. */
  private String example(JsonObject parameter) {
    JsonObject schema = document.resolve(parameter.getJsonObject("schema"));
    return schema.containsKey("examples")
        ? schema.getJsonArray("examples").getString(0)
        : parameter.getString("name");
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The body with its expressions replaced; in a body they stand in braces. */
  private static JsonObject evaluated(JsonObject body, JsonObject made) {
    JsonObjectBuilder evaluated = Json.createObjectBuilder();
    body.forEach(
        (name, value) -> {
          if (value instanceof JsonString text && text.getString().startsWith("{$")) {
            String expression = text.getString();
            evaluated.add(name, evaluated(expression.substring(1, expression.length() - 1), made));
          } else {
            evaluated.add(name, value);
          }
        });
    return evaluated.build();
  }

  /** OpenAPI's runtime expressions, as far as the document has any. */
  private static String evaluated(String expression, JsonObject made) {
    String prefix = "$response.body#";
    if (!expression.startsWith(prefix)) {
      throw new AssertionError("not known here: " + expression);
    }
    return ((JsonString) made.getValue(expression.substring(prefix.length()))).getString();
  }
}
