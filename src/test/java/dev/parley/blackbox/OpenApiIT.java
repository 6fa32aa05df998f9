package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.Form;
import dev.parley.blackbox.client.Target;
import dev.parley.openapi.Document;
import dev.parley.openapi.Examples;
import dev.parley.openapi.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub tells what it answers to, and answers to what it tells. */
@ExtendWith(TargetExtension.class)
final class OpenApiIT {
  private static final Document DOCUMENT = Document.built();

  /** What whoever made it cannot do: RoomsIT does it as somebody else. */
  private static final Set<String> FOR_OTHERS = Set.of("answerInvitation", "retryContent");

  private final Target target;

  OpenApiIT(Target target) {
    this.target = target;
  }

  static List<Operation> operations() {
    return DOCUMENT.operations();
  }

  @Test
  void showsItsOwnDocumentToEverybody() throws Exception {
    Api.Answer answer = target.nobody().get("/openapi").expect(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json()).isEqualTo(DOCUMENT.json());
    assertThat(
            target
                .nobody()
                .get("/openapi", Map.of("If-None-Match", answer.header("ETag")))
                .expect(304)
                .body())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/yaml", "application/vnd.oai.openapi, text/x-yaml;q=0.5"})
  void showsItInYamlToThoseWhoAskForIt(String accept) throws Exception {
    for (Api.Answer answer :
        List.of(
            target.nobody().get("/openapi", Map.of("Accept", accept)),
            target.nobody().get("/openapi?format=yaml"))) {
      assertThat(answer.expect(200).header("Content-Type")).isEqualTo("application/yaml");
      assertThat(new YAMLMapper().readTree(answer.body()))
          .isEqualTo(new ObjectMapper().readTree(DOCUMENT.json().toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void takesTheExampleAndAnswersAsItSays(Operation operation) throws Exception {
    if (operation.id().equals("listen")) {
      EventStream.open(target.admin(), operation.path() + "?topics=collaboration", Map.of())
          .close();
      return;
    }
    // The administrator's is a service's key.
    boolean forUsers = operation.path().startsWith("/api/v1/me/");
    Api caller =
        forUsers ? target.as(target.token(Target.fresh("u"), "admin").sign()) : target.admin();
    Api.Answer answer = new Examples(DOCUMENT, caller).send(operation);
    if (FOR_OTHERS.contains(operation.id())) {
      assertThat(operation.faults(answer)).as(answer.body()).isEmpty();
      return;
    }
    // A hub on PostgreSQL leaves backups to the database.
    boolean isLeft = operation.id().equals("makeBackup") && answer.status() == 409;
    assertThat(answer.status()).as(answer.body()).isEqualTo(isLeft ? 409 : operation.success());
    assertThat(operation.faults(answer)).as(answer.body()).isEmpty();
  }

  /** Where a credential is needed, its being missing is told as the document says. */
  @ParameterizedTest
  @MethodSource("operations")
  void refusesAsItSays(Operation operation) throws Exception {
    if (operation.path().startsWith("/api/")) {
      Api.Answer answer =
          target
              .as("nonsense")
              .send(
                  operation.method().toUpperCase(java.util.Locale.ROOT),
                  operation.path().replaceAll("[{}]", ""),
                  operation.takesFile() ? Form.HEADERS : Map.of(),
                  operation.hasBody() || operation.takesFile() ? new byte[] {'{', '}'} : null);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(operation.faults(answer)).as(answer.body()).isEmpty();
    }
  }
}
