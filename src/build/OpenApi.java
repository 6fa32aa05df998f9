import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.parley.door.Problem;
import dev.parley.vocabulary.Refusal;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.jandex.Indexer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the OpenAPI document: {@code OpenApi CLASSES BASE VERSION OUTPUT}, which become {@code
 * OUTPUT.json} and {@code OUTPUT.yaml}.
 *
 * <p>SmallRye OpenAPI reads the annotations of the resources in {@code CLASSES} and adds them to
 * the document {@code BASE}. What all resources have in common, and what the code says without an
 * annotation, is added here: which members may be missing, the names of enumerations on the wire,
 * the refusals with their statuses and header fields, {@code Idempotency-Key}, and which answer
 * gives what another request needs.
 */
final class OpenApi {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();
  private static final String RESOURCES = "/api/v1/";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String PROBLEM_JSON = "application/problem+json";

  private final Path classes;
  private final ObjectNode document;

  private OpenApi(Path classes, ObjectNode document) {
    this.classes = classes;
    this.document = document;
  }

  public static void main(String[] args) throws Exception {
    Path classes = Path.of(args[0]);
    ObjectNode document = (ObjectNode) JSON.readTree(scan(classes, Path.of(args[1])).toJSON());
    ((ObjectNode) document.get("info")).put("version", args[2]);
    OpenApi made = new OpenApi(classes, document);
    made.nameEnumerations();
    made.tellWhatMayBeMissing();
    made.parseExamples();
    made.addRefusals();
    made.completeOperations();
    made.link();
    Path output = Path.of(args[3]);
    Files.createDirectories(output.getParent());
    Files.writeString(
        Path.of(output + ".json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    new ObjectMapper(
            YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                .build())
        .writeValue(Path.of(output + ".yaml").toFile(), document);
  }

  private static SmallRyeOpenAPI scan(Path classes, Path base) throws IOException {
    Indexer indexer = new Indexer();
    for (Path file : classFiles(classes)) {
      try (InputStream in = Files.newInputStream(file)) {
        indexer.index(in);
      }
    }
    return SmallRyeOpenAPI.builder()
        .withIndex(indexer.complete())
        .withCustomStaticFile(
            () -> {
              try {
                return Files.newInputStream(base);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .defaultRequiredProperties(false)
        .build();
  }

  private static List<Path> classFiles(Path classes) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String part : List.of("dev/parley/door/rest", "dev/parley/vocabulary")) {
      try (Stream<Path> files = Files.walk(classes.resolve(part))) {
        files.filter(file -> file.toString().endsWith(".class")).sorted().forEach(all::add);
      }
    }
    return all;
  }

  private List<Class<?>> classes(String folder) throws Exception {
    List<Class<?>> found = new ArrayList<>();
    for (Path file : classFiles(classes)) {
      String name = classes.relativize(file).toString();
      if (name.startsWith(folder) && !name.endsWith("-info.class")) {
        found.add(Class.forName(name.replace(".class", "").replace('/', '.')));
      }
    }
    return found;
  }

  /** The scanner knows the constants of an enumeration, not what they are called on the wire. */
  private void nameEnumerations() throws Exception {
    Map<String, String> renamed = new HashMap<>();
    Map<Set<String>, Class<?>> byConstants = new HashMap<>();
    for (Class<?> type : classes("dev/parley/vocabulary")) {
      if (type.isEnum()) {
        Set<String> names = new HashSet<>();
        for (Object constant : type.getEnumConstants()) {
          names.add(((Enum<?>) constant).name());
        }
        byConstants.put(names, type);
      }
    }
    for (Map.Entry<String, JsonNode> schema : schemas().properties()) {
      Set<String> names = new HashSet<>();
      schema.getValue().path("enum").forEach(name -> names.add(name.asText()));
      Class<?> type = byConstants.get(names);
      if (type != null) {
        ArrayNode wireNames = ((ObjectNode) schema.getValue()).putArray("enum");
        for (Object constant : type.getEnumConstants()) {
          wireNames.add((String) type.getMethod("wireName").invoke(constant));
        }
        Class<?> around = type.getDeclaringClass();
        renamed.put(
            schema.getKey(), (around == null ? "" : around.getSimpleName()) + type.getSimpleName());
      }
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    schemas()
        .properties()
        .forEach(
            schema ->
                sorted.put(
                    renamed.getOrDefault(schema.getKey(), schema.getKey()), schema.getValue()));
    schemas().removeAll();
    schemas().setAll(sorted);
    eachObject(
        document,
        node -> {
          String ref = node.path("$ref").asText();
          if (ref.startsWith(SCHEMAS)) {
            String name = ref.substring(SCHEMAS.length());
            node.put("$ref", SCHEMAS + renamed.getOrDefault(name, name));
          }
        });
  }

  /** See the charter of the package that has the schemas. */
  private void tellWhatMayBeMissing() throws Exception {
    Set<String> asked = reachableFromRequests();
    for (Class<?> type : classes("dev/parley/door/rest/schema")) {
      Schema annotation = type.getAnnotation(Schema.class);
      if (!type.isRecord() || annotation == null) {
        continue;
      }
      String name = annotation.name().isEmpty() ? type.getSimpleName() : annotation.name();
      JsonNode schema = schemas().get(name);
      if (schema == null) {
        throw new IllegalStateException("no resource uses " + type);
      }
      ArrayNode required = ((ObjectNode) schema).putArray("required");
      for (RecordComponent component : type.getRecordComponents()) {
        String member = name(component);
        ObjectNode property = (ObjectNode) schema.path("properties").get(member);
        boolean nullable = isNullable(component);
        takeNull(property);
        if (nullable) {
          addNull(property);
        }
        if (!(nullable && asked.contains(name)) && component.getType() != Optional.class) {
          required.add(member);
        }
      }
    }
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String name(RecordComponent component) {
    Schema schema = component.getAccessor().getAnnotation(Schema.class);
    return schema == null || schema.name().isEmpty() ? component.getName() : schema.name();
  }

  /** The scanner takes what may be missing for what may be null. */
  private static void takeNull(ObjectNode property) {
    if (property.get("anyOf") instanceof ArrayNode choices) {
      property.setAll((ObjectNode) choices.get(0));
      property.remove("anyOf");
    }
    if (property.get("type") instanceof ArrayNode types) {
      property.set("type", types.get(0));
    }
    if (property.has("$ref")) {
      property.remove("type");
    }
  }

  private static void addNull(ObjectNode property) {
    if (property.has("$ref")) {
      ObjectNode itself = property.objectNode().put("$ref", property.remove("$ref").asText());
      property.putArray("anyOf").add(itself).addObject().put("type", "null");
    } else {
      JsonNode type = property.get("type");
      property.putArray("type").add(type).add("null");
    }
  }

  private Set<String> reachableFromRequests() {
    Set<String> reached = new HashSet<>();
    eachOperation((path, method, operation) -> reach(operation.path("requestBody"), reached));
    return reached;
  }

  private void reach(JsonNode from, Set<String> reached) {
    eachObject(
        from,
        node -> {
          String ref = node.path("$ref").asText();
          if (ref.startsWith(SCHEMAS) && reached.add(ref.substring(SCHEMAS.length()))) {
            reach(schemas().path(ref.substring(SCHEMAS.length())), reached);
          }
        });
  }

  /** An annotation holds an example as a text. */
  private void parseExamples() throws IOException {
    for (JsonNode schema : schemas()) {
      if (schema.get("examples") instanceof ArrayNode examples && !isText(schema)) {
        for (int i = 0; i < examples.size(); i++) {
          if (examples.get(i).isTextual()) {
            examples.set(i, JSON.readTree(examples.get(i).asText()));
          }
        }
      }
    }
  }

  private static boolean isText(JsonNode schema) {
    return schema.path("type").asText().equals("string");
  }

  /** The code itself is asked what a refusal looks like. */
  private void addRefusals() throws IOException {
    ObjectNode responses = ((ObjectNode) document.get("components")).putObject("responses");
    for (Refusal.Code code : Refusal.Code.values()) {
      responses.set(code.wireName(), response(code, sentence(code)));
    }
  }

  private static ObjectNode response(Refusal.Code code, String description) throws IOException {
    Problem problem = Problem.of(example(code), RESOURCES + "...");
    ObjectNode response = JSON.createObjectNode().put("description", description);
    for (String header : new TreeMap<>(problem.headers()).keySet()) {
      response
          .withObjectProperty("headers")
          .putObject(header)
          .put("$ref", "#/components/headers/" + header);
    }
    ObjectNode content = response.putObject("content").putObject(PROBLEM_JSON);
    ObjectNode schema = content.putObject("schema");
    schema.putArray("allOf").addObject().put("$ref", SCHEMAS + "Problem");
    ObjectNode narrowed = schema.putObject("properties");
    narrowed.putObject("status").put("const", problem.status());
    narrowed.putObject("code").put("const", code.wireName());
    content.set("example", JSON.readTree(problem.body()));
    return response;
  }

  private static Refusal example(Refusal.Code code) {
    return switch (code) {
      case INVALID -> Refusal.invalid(List.of(new Refusal.Fault("/agent_id", "is missing")));
      case UNAVAILABLE ->
          Refusal.unavailable("The store does not take writes now.", Duration.ofSeconds(2));
      case RATE_LIMITED ->
          Refusal.rateLimited(
              "This is more than the limit.",
              Duration.ofMillis(100),
              new Refusal.Quota("limit", 10, 0, Duration.ofSeconds(1), Duration.ofSeconds(1)));
      default -> Refusal.of(code, sentence(code));
    };
  }

  private static String sentence(Refusal.Code code) {
    return switch (code) {
      case UNAUTHENTICATED -> "There is no credential, or one that is not valid.";
      case FORBIDDEN -> "The caller may not do that.";
      case NOT_FOUND -> "There is no such thing.";
      case MALFORMED -> "The request cannot be read.";
      case INVALID -> "Well-formed, but not acceptable; all faults are told at once.";
      case CONFLICT -> "It contradicts what is already so.";
      case TOO_LARGE -> "The body is larger than the limit.";
      case RATE_LIMITED -> "More often than the limit.";
      case UNAVAILABLE -> "The hub cannot do it now.";
      case METHOD_NOT_ALLOWED -> "The path does not take this method.";
      case UNSUPPORTED_MEDIA_TYPE -> "The body has to be application/json.";
      case NOT_ACCEPTABLE -> "None of the types asked for can be given.";
      case INTERNAL -> "The hub failed; its log tells why.";
    };
  }

  /** What all resources have in common. */
  private void completeOperations() {
    eachOperation(
        (path, method, operation) -> {
          ObjectNode responses = operation.withObjectProperty("responses");
          List<Refusal.Code> codes = new ArrayList<>();
          if (path.startsWith(RESOURCES)
              && !operation.path("operationId").asText().equals("listen")) {
            codes.addAll(
                List.of(
                    Refusal.Code.MALFORMED,
                    Refusal.Code.UNAUTHENTICATED,
                    Refusal.Code.FORBIDDEN,
                    Refusal.Code.NOT_ACCEPTABLE,
                    Refusal.Code.INTERNAL,
                    Refusal.Code.UNAVAILABLE));
            if (operation.path("parameters").toString().matches(".*\"query\".*")) {
              codes.add(Refusal.Code.INVALID);
            }
          }
          if (operation.get("requestBody") instanceof ObjectNode body) {
            body.put("required", true);
            codes.addAll(
                List.of(
                    Refusal.Code.TOO_LARGE,
                    Refusal.Code.UNSUPPORTED_MEDIA_TYPE,
                    Refusal.Code.INVALID));
          }
          if (!method.equals("get") && !method.equals("delete")) {
            codes.add(Refusal.Code.INVALID);
          }
          if (method.equals("post")) {
            operation
                .withArrayProperty("parameters")
                .addObject()
                .put("$ref", "#/components/parameters/idempotencyKey");
          }
          for (Refusal.Code code : codes) {
            responses
                .withObjectProperty(Integer.toString(status(code)))
                .put("$ref", "#/components/responses/" + code.wireName());
          }
          referToRefusals(responses);
          sortByStatus(responses);
        });
  }

  /** A resource says in a sentence when it refuses; how that looks is the same everywhere. */
  private static void referToRefusals(ObjectNode responses) {
    for (Refusal.Code code : Refusal.Code.values()) {
      JsonNode own = responses.get(Integer.toString(status(code)));
      if (own instanceof ObjectNode response && !own.has("content")) {
        response.put("$ref", "#/components/responses/" + code.wireName());
      }
    }
  }

  private static void sortByStatus(ObjectNode responses) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    responses.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    responses.removeAll();
    responses.setAll(sorted);
  }

  private static int status(Refusal.Code code) {
    return Problem.of(Refusal.of(code, ""), "/").status();
  }

  /**
   * What a POST makes and tells the name of, others ask for by that name: a parameter in their
   * path, or a member of their body.
   */
  private void link() {
    Map<String, ObjectNode> makers = new LinkedHashMap<>();
    List<Maker> ofRooms = new ArrayList<>();
    eachOperation(
        (path, method, operation) -> {
          if (method.equals("post")) {
            for (String status : List.of("200", "201")) {
              JsonNode answer = operation.path("responses").path(status);
              if (!(answer instanceof ObjectNode response)) {
                continue;
              }
              Maker maker = new Maker(path, response, new HashSet<>());
              ofRooms.add(maker);
              JsonNode own = resolved(content(operation.path("requestBody"))).path("properties");
              for (Map.Entry<String, JsonNode> member :
                  resolved(content(response)).path("properties").properties()) {
                if (member.getKey().endsWith("Id")) {
                  maker.made().add(member.getKey());
                }
                if (isMade(member.getKey()) && !own.has(member.getKey()) && !path.contains("{")) {
                  makers.put(member.getKey().equals("id") ? path : member.getKey(), response);
                }
              }
            }
          }
        });
    eachOperation(
        (path, method, operation) -> {
          for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asText();
            ObjectNode maker =
                makers.get(name.equals("id") ? path.substring(0, path.indexOf("/{id}")) : name);
            if (maker != null && parameter.path("in").asText().equals("path")) {
              link(maker, operation).putObject("parameters").put(name, "$response.body#/" + name);
            }
          }
          linkPath(path, operation, ofRooms);
          for (JsonNode required :
              resolved(content(operation.path("requestBody"))).path("required")) {
            ObjectNode maker = makers.get(required.asText());
            if (maker != null) {
              ObjectNode body = exampleOf(operation);
              body.put(required.asText(), "{$response.body#/" + required.asText() + "}");
              link(maker, operation).set("requestBody", body);
            }
          }
        });
  }

  /** What a POST makes, names as JavaScript does. */
  private record Maker(String path, ObjectNode response, Set<String> made) {}

  /** The names of what stands in a path come from the POST that gives most of them. */
  private static void linkPath(String path, ObjectNode operation, List<Maker> makers) {
    Set<String> names = new LinkedHashSet<>();
    operation
        .path("parameters")
        .forEach(
            parameter -> {
              if (parameter.path("in").asText().equals("path")) {
                names.add(parameter.path("name").asText());
              }
            });
    makers.stream()
        .filter(maker -> path.startsWith(maker.path() + "/"))
        .filter(maker -> maker.made().stream().anyMatch(names::contains))
        .max(
            Comparator.comparingLong(
                    (Maker maker) -> maker.made().stream().filter(names::contains).count())
                .thenComparing(maker -> maker.path().length(), Comparator.reverseOrder()))
        .ifPresent(
            maker -> {
              ObjectNode parameters = link(maker.response(), operation).putObject("parameters");
              for (String name : names) {
                if (maker.made().contains(name)) {
                  parameters.put(name, "$response.body#/" + name);
                }
              }
            });
  }

  private static boolean isMade(String member) {
    return member.equals("id") || member.endsWith("_id");
  }

  private ObjectNode exampleOf(JsonNode operation) {
    return resolved(content(operation.path("requestBody"))).path("examples").get(0).deepCopy();
  }

  private static ObjectNode link(ObjectNode response, JsonNode operation) {
    String id = operation.path("operationId").asText();
    return response.withObjectProperty("links").putObject(id).put("operationId", id);
  }

  private static JsonNode content(JsonNode holder) {
    return holder.path("content").path("application/json").path("schema");
  }

  private JsonNode resolved(JsonNode schema) {
    String ref = schema.path("$ref").asText();
    return ref.startsWith(SCHEMAS) ? schemas().path(ref.substring(SCHEMAS.length())) : schema;
  }

  private ObjectNode schemas() {
    return (ObjectNode) document.get("components").get("schemas");
  }

  private void eachOperation(Visit visit) {
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            visit.operation(
                                path.getKey(),
                                operation.getKey(),
                                (ObjectNode) operation.getValue())));
  }

  private static void eachObject(JsonNode node, Consumer<ObjectNode> visit) {
    if (node instanceof ObjectNode object) {
      visit.accept(object);
    }
    node.forEach(child -> eachObject(child, visit));
  }

  private interface Visit {
    void operation(String path, String method, ObjectNode operation);
  }
}
