package dev.parley.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.parley.door.rest.RestApplication;
import dev.parley.openapi.planted.UndocumentedResource;
import dev.parley.vocabulary.Refusal;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document has all that the hub answers to, and says of each what a client has to know. */
class OpenApiDocumentTest {
  private static final Document DOCUMENT = Document.built();

  /** Paths of servlets that are no part of what clients are promised. */
  private static final Set<String> INTERNAL = Set.of("/.problem");

  private static final Set<String> WITH_BODY = Set.of("post", "put", "patch");

  /** What is asked for by the path alone. */
  private static final Set<String> WITHOUT_BODY =
      Set.of(
          "makeBackup",
          "markNotificationRead",
          "archiveRoom",
          "react",
          "bringAttachment",
          "retryContent");

  static List<Operation> operations() {
    return DOCUMENT.operations();
  }

  static Set<String> schemas() {
    return DOCUMENT.components("schemas").keySet();
  }

  @Test
  void hasEveryEndpointOfEveryResource() {
    assertThat(undocumented(new RestApplication().getClasses())).isEmpty();
  }

  @Test
  void noticesAnEndpointThatIsMissing() {
    assertThat(undocumented(Set.of(UndocumentedResource.class)))
        .containsExactly("get /api/v1/planted/{id}/there");
  }

  private static Set<String> undocumented(Collection<Class<?>> resources) {
    Set<String> missing = new TreeSet<>();
    for (Class<?> resource : resources) {
      Path base = resource.getAnnotation(Path.class);
      for (Method method : resource.getDeclaredMethods()) {
        String verb = verb(method);
        if (base != null && verb != null) {
          Path path = method.getAnnotation(Path.class);
          missing.add(
              verb
                  + " "
                  + RestApplication.PATH
                  + "/"
                  + base.value()
                  + (path == null ? "" : "/" + path.value()));
        }
      }
    }
    operations().forEach(operation -> missing.remove(operation.method() + " " + operation.path()));
    return missing;
  }

  private static String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value().toLowerCase(Locale.ROOT);
      }
    }
    return null;
  }

  @Test
  void hasEveryServlet() {
    Set<String> paths = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.parley")
            .stream()
            .filter(type -> type.isAnnotatedWith(WebServlet.class))
            .map(type -> type.getAnnotationOfType(WebServlet.class))
            .flatMap(servlet -> Stream.of(servlet.value(), servlet.urlPatterns()))
            .flatMap(Arrays::stream)
            .forEach(paths::add);
    assertThat(paths).hasSizeGreaterThan(5);
    paths.removeAll(INTERNAL);
    assertThat(DOCUMENT.json().getJsonObject("paths").keySet()).containsAll(paths);
  }

  @Test
  void namesEveryOperationOnce() {
    assertThat(operations()).extracting(Operation::id).doesNotHaveDuplicates().doesNotContain("");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void saysOfEachOperationWhatAClientHasToKnow(Operation operation) {
    assertThat(operation.json().getString("summary")).isNotBlank();
    List<String> tags =
        DOCUMENT.json().getJsonArray("tags").getValuesAs(JsonObject.class).stream()
            .filter(tag -> !tag.getString("description").isBlank())
            .map(tag -> tag.getString("name"))
            .toList();
    assertThat(operation.json().getJsonArray("tags"))
        .hasSize(1)
        .allSatisfy(tag -> assertThat(tags).contains(((JsonString) tag).getString()));
    JsonObject success = operation.answers().get(operation.success());
    assertThat(operation.success() == 204 || !Operation.content(success).isEmpty())
        .as("the answer has a schema")
        .isTrue();
    assertThat(operation.hasBody())
        .isEqualTo(
            WITH_BODY.contains(operation.method()) && !WITHOUT_BODY.contains(operation.id()));
    for (JsonObject parameter : operation.parameters()) {
      String name = parameter.getString("name");
      assertThat(
              parameter.getString(
                  "description",
                  DOCUMENT.resolve(parameter.getJsonObject("schema")).getString("description", "")))
          .as("what the parameter %s is", name)
          .isNotBlank();
      assertThat(isLimited(DOCUMENT.resolve(parameter.getJsonObject("schema"))))
          .as("limits of the parameter %s", name)
          .isTrue();
    }
    if (operation.path().startsWith("/api/")) {
      assertThat(operation.answers().keySet()).contains(401, 403, 406, 503);
    }
  }

  private static boolean isLimited(JsonObject schema) {
    return switch (schema.getString("type")) {
      case "string" -> Stream.of("enum", "pattern", "examples").anyMatch(schema::containsKey);
      case "integer", "number" -> schema.containsKey("minimum") && schema.containsKey("maximum");
      case "boolean" -> true;
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("operations")
  void givesAnExampleOfEachRequest(Operation operation) {
    if (operation.hasBody()) {
      assertThat(DOCUMENT.faults(operation.bodySchema(), operation.example())).isEmpty();
    }
    operation
        .answers()
        .forEach(
            (status, answer) ->
                Operation.content(answer)
                    .forEach(
                        (type, media) -> {
                          JsonValue example = media.asJsonObject().get("example");
                          if (example != null) {
                            assertThat(
                                    DOCUMENT.faults(operation.answerSchema(status, type), example))
                                .as(example.toString())
                                .isEmpty();
                          }
                        }));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void givesNoExampleThatIsNone(String name) {
    JsonObject schema = DOCUMENT.components("schemas").getJsonObject(name);
    JsonArray examples = schema.getOrDefault("examples", JsonValue.EMPTY_JSON_ARRAY).asJsonArray();
    assertThat(examples)
        .allSatisfy(example -> assertThat(DOCUMENT.faults(name, example)).isEmpty());
  }

  @Test
  void noticesAnExampleThatIsNone() {
    JsonValue broken = jakarta.json.Json.createObjectBuilder().add("agent_id", "").build();
    assertThat(DOCUMENT.faults("NewActivity", broken)).hasSizeGreaterThan(1);
  }

  @Test
  void hasTheClosedListOfCodes() {
    assertThat(
            DOCUMENT
                .components("schemas")
                .getJsonObject("RefusalCode")
                .getJsonArray("enum")
                .stream()
                .map(code -> ((JsonString) code).getString()))
        .containsExactlyElementsOf(
            Arrays.stream(Refusal.Code.values()).map(Refusal.Code::wireName).toList());
  }
}
