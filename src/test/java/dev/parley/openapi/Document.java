package dev.parley.openapi;

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
import java.util.ArrayList;
import java.util.List;

/** An OpenAPI 3.1 document. Safe for use by any number of threads. */
public final class Document {
  private static final URI SCHEMAS = URI.create("urn:parley:schemas");
  private static final String REF = "$ref";

  private final JsonObject json;
  private final List<Operation> operations = new ArrayList<>();
  private final Validator validator;

  private Document(JsonObject json) {
    this.json = json;
    JsonObjectBuilder schemas = Json.createObjectBuilder(components("schemas"));
    json.getJsonObject("paths")
        .forEach(
            (path, methods) ->
                methods
                    .asJsonObject()
                    .forEach(
                        (method, operation) ->
                            operations.add(
                                new Operation(this, method, path, operation.asJsonObject()))));
    for (Operation operation : operations) {
      operation.namedSchemas().forEach(schemas::add);
    }
    // JSON Schema finds schemas where its own keywords are, not where OpenAPI has them.
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
  public static Document built() {
    try (InputStream in =
        Document.class.getResourceAsStream("/dev/parley/operations/openapi.json")) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document of that text. */
  public static Document of(String text) {
    return new Document(Api.object(text));
  }

  /** The document as it stands. */
  public JsonObject json() {
    return json;
  }

  /** All operations. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operation of that id. */
  public Operation operation(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operation " + id));
  }

  /** The components of a kind. */
  public JsonObject components(String kind) {
    return json.getJsonObject("components").getJsonObject(kind);
  }

  /** What a reference points at; an object without one is itself. */
  public JsonObject resolve(JsonObject object) {
    if (!object.containsKey(REF)) {
      return object;
    }
    String pointer = object.getString(REF).substring(1);
    return resolve(json.getValue(pointer).asJsonObject());
  }

  /**
   * What is wrong with a value.
   *
   * @param schema the name of a schema, of a component or of {@link Operation#namedSchemas}
   * @return empty where it is valid
   */
  public List<String> faults(String schema, JsonValue value) {
    return validator.validate(URI.create(SCHEMAS + "#/$defs/" + schema), value).getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .distinct()
        .toList();
  }
}
