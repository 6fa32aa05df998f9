package dev.parley.openapi;

import dev.parley.blackbox.client.Api;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a document.
 *
 * @param method in small letters, as the document has it
 * @param path with its parameters in braces
 */
public record Operation(Document document, String method, String path, JsonObject json) {
  private static final String JSON = "application/json";
  private static final String FORM = "multipart/form-data";
  private static final String ANY = "*/*";

  /** What it is called. */
  public String id() {
    return json.getString("operationId", "");
  }

  /** Its parameters, resolved. */
  public List<JsonObject> parameters() {
    return json.getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
        .map(parameter -> document.resolve(parameter.asJsonObject()))
        .toList();
  }

  /** Its answers by their statuses, resolved. */
  public Map<Integer, JsonObject> answers() {
    return json.getJsonObject("responses").entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> Integer.parseInt(entry.getKey()),
                entry -> document.resolve(entry.getValue().asJsonObject())));
  }

  /** The status of success. */
  public int success() {
    return answers().keySet().stream().filter(status -> status < 300).findFirst().orElseThrow();
  }

  /** Whether it takes a body of JSON. */
  public boolean hasBody() {
    return takes(JSON);
  }

  /** Whether it takes a file. */
  public boolean takesFile() {
    return takes(FORM);
  }

  private boolean takes(String mediaType) {
    return json.containsKey("requestBody")
        && json.getJsonObject("requestBody").getJsonObject("content").containsKey(mediaType);
  }

  /** The name of its body's schema. */
  public String bodySchema() {
    return id() + ".body";
  }

  /** The name of a parameter's schema. */
  public String parameterSchema(String name) {
    return id() + ".parameter." + name;
  }

  /** An example of its body; null where it takes none. */
  public @Nullable JsonObject example() {
    return hasBody()
        ? document
            .resolve(schema(json.getJsonObject("requestBody"), JSON))
            .getJsonArray("examples")
            .getJsonObject(0)
        : null;
  }

  /** Its schemas by the names that they have for {@link Document#faults}. */
  Map<String, JsonObject> namedSchemas() {
    Map<String, JsonObject> schemas = new LinkedHashMap<>();
    if (hasBody()) {
      schemas.put(bodySchema(), schema(json.getJsonObject("requestBody"), JSON));
    }
    parameters()
        .forEach(
            parameter ->
                schemas.put(
                    parameterSchema(parameter.getString("name")),
                    parameter.getJsonObject("schema")));
    answers()
        .forEach(
            (status, answer) ->
                content(answer)
                    .forEach(
                        (type, media) ->
                            schemas.put(
                                answerSchema(status, type),
                                media.asJsonObject().getJsonObject("schema"))));
    return schemas;
  }

  /** The media types of an answer. */
  public static JsonObject content(JsonObject answer) {
    return answer.getOrDefault("content", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
  }

  /** The name of the schema of an answer's body. */
  public String answerSchema(int status, String mediaType) {
    return id() + "." + status + "." + mediaType.replaceAll("[^a-z]", "-");
  }

  private static JsonObject schema(JsonObject holder, String mediaType) {
    return holder.getJsonObject("content").getJsonObject(mediaType).getJsonObject("schema");
  }

  /** What an answer has that the document does not say; empty where it conforms. */
  public List<String> faults(Api.Answer answer) {
    JsonObject documented = answers().get(answer.status());
    if (documented == null) {
      return List.of("the status " + answer.status() + " is not documented");
    }
    List<String> faults = new ArrayList<>();
    for (String header :
        documented.getOrDefault("headers", JsonValue.EMPTY_JSON_OBJECT).asJsonObject().keySet()) {
      if (answer.header(header).isEmpty()) {
        faults.add("the header field " + header + " is missing");
      }
    }
    JsonObject content = content(documented);
    String type = answer.header("Content-Type").replaceAll(" *;.*", "");
    if (content.isEmpty()) {
      if (!answer.body().isEmpty()) {
        faults.add("there is a body");
      }
    } else if (content.containsKey(ANY)) {
      return faults;
    } else if (!content.containsKey(type)) {
      faults.add("the content type " + type + " is not documented");
    } else if (type.endsWith("json")) {
      faults.addAll(bodyFaults(answerSchema(answer.status(), type), answer.body()));
    }
    return faults;
  }

  private List<String> bodyFaults(String schema, String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return document.faults(schema, reader.readValue());
    } catch (JsonParsingException e) {
      return List.of("the body is not JSON: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return id();
  }
}
