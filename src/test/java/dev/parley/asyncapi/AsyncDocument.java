package dev.parley.asyncapi;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import dev.parley.blackbox.client.Api;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** An AsyncAPI document: the doors are its channels, the frames its messages. */
public final class AsyncDocument {
  private static final URI SCHEMAS = URI.create("urn:parley:frames");

  private final JsonObject json;
  private final Validator validator;

  private AsyncDocument(JsonObject json) {
    this.json = json;
    JsonObjectBuilder schemas =
        Json.createObjectBuilder(json.getJsonObject("components").getJsonObject("schemas"));
    for (String door : doors()) {
      messages(door)
          .forEach(
              (key, message) ->
                  schemas.add(door + "." + key, message.asJsonObject().get("payload")));
    }
    // JSON Schema finds schemas where its own keywords are, not where AsyncAPI has them.
    String text =
        Json.createObjectBuilder()
            .add("$schema", "https://json-schema.org/draft/2020-12/schema")
            .add("$defs", schemas)
            .build()
            .toString()
            .replace("#/components/schemas/", "#/$defs/");
    validator =
        new ValidatorFactory().withJsonNodeFactory(new JakartaJsonNode.Factory()).createValidator();
    validator.registerSchema(SCHEMAS, text);
  }

  /** The document that the build has made. */
  public static AsyncDocument built() {
    try (InputStream in =
        AsyncDocument.class.getResourceAsStream("/dev/parley/operations/asyncapi.json")) {
      return of(Api.object(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That document. */
  public static AsyncDocument of(JsonObject json) {
    return new AsyncDocument(json);
  }

  /** The document as it stands. */
  public JsonObject json() {
    return json;
  }

  /** The names of the doors. */
  public Set<String> doors() {
    return json.getJsonObject("channels").keySet();
  }

  /** The messages of a door. */
  public JsonObject messages(String door) {
    return json.getJsonObject("channels").getJsonObject(door).getJsonObject("messages");
  }

  /** What is wrong with a frame; empty where it is as that message of that door says. */
  public List<String> faults(String door, String message, JsonValue frame) {
    if (!messages(door).containsKey(message)) {
      return List.of("no message " + message);
    }
    return validator
        .validate(URI.create(SCHEMAS + "#/$defs/" + door + "." + message), frame)
        .getErrors()
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .distinct()
        .toList();
  }
}
