package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.journal.CommandHandler;
import dev.parley.store.Store;
import dev.parley.store.TestEngine;
import dev.parley.vocabulary.ApiKey;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableCommand.CreateApiKey;
import dev.parley.vocabulary.DurableCommand.RevokeApiKey;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import dev.parley.vocabulary.View;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys from their making to their end, over the real tables. */
@ParameterizedClass
@EnumSource(TestEngine.class)
class ApiKeysTest {
  @Parameter TestEngine engine;

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  private final ApiKeyHandler handler = new ApiKeyHandler();
  private final List<String> revoked = new ArrayList<>();
  private final ApiKeyModel model = new ApiKeyModel(revoked::add);

  @TempDir static Path directory;
  private static Store store;
  private ApiKeyIssuer issuer;

  @BeforeParameterizedClassInvocation
  static void open(TestEngine engine) {
    store = Store.open(engine.settings(directory));
  }

  @AfterParameterizedClassInvocation
  static void close() {
    store.close();
  }

  @BeforeEach
  void start() throws SQLException {
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM api_key");
    }
    issuer = issuer(store);
  }

  private static Caller admin(String id) {
    return new Caller(Caller.Kind.USER, id, id, Set.of(Role.ADMIN), null, null, null);
  }

  private IssuedApiKey issue(String idempotencyKey) {
    return issuer.issue(
        Caller.Kind.USER,
        "alice",
        Set.of(Role.MEMBER, Role.AGENT),
        "laptop",
        null,
        admin("root"),
        idempotencyKey);
  }

  private Reply run(DurableCommand command) {
    try (TestBatch batch = new TestBatch(store, NOW)) {
      Reply reply = handler.handle(command, batch);
      batch.commit(model, Topic.IDENTITY);
      return reply;
    }
  }

  private List<ApiKey> listed() {
    Reply.Shown shown = (Reply.Shown) model.list(new Query.ListApiKeys(), admin("root"));
    return ((View.ApiKeys) shown.view()).keys();
  }

  @Test
  void aKeyIsListedWithAllThatIsKnownOfItButTheSecret() {
    IssuedApiKey issued = issue(null);
    assertThat(issued.key()).matches("pk_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}");
    assertThat(run(issued.command())).isEqualTo(Reply.created(issued.command().id()));
    ApiKey expected =
        new ApiKey(
            issued.command().id(),
            issued.command().secretHash(),
            Caller.Kind.USER,
            "alice",
            Set.of(Role.MEMBER, Role.AGENT),
            "laptop",
            NOW,
            null,
            null);
    assertThat(listed()).containsExactly(expected);
    String secret = issued.key().substring(issued.key().lastIndexOf('_') + 1);
    assertThat(issued.toString()).doesNotContain(secret);
    assertThat(issued.command().toString()).doesNotContain(secret);
    assertThat(KeyText.parse(issued.key()).toString()).doesNotContain(secret);
  }

  @Test
  void theTablesSayTheSameAsTheEvents() {
    Instant end = NOW.plusSeconds(60);
    run(
        new CreateApiKey(
            "a1", "00".repeat(32), Caller.Kind.AGENT, "agent_1", Set.of(Role.AGENT), null, end));
    run(issue(null).command());
    run(new RevokeApiKey("a1"));
    List<ApiKey> followed = listed();
    ApiKeyModel loaded = new ApiKeyModel(id -> {});
    try (TestBatch batch = new TestBatch(store, NOW)) {
      loaded.load(batch.entityManager(), TestBatch.NO_HEADS);
    }
    Reply.Shown shown = (Reply.Shown) loaded.list(new Query.ListApiKeys(), admin("root"));
    assertThat(((View.ApiKeys) shown.view()).keys()).containsExactlyElementsOf(followed).hasSize(2);
  }

  @Test
  void aRevokedKeyIsToldOnceAndStaysRevoked() {
    IssuedApiKey issued = issue(null);
    run(issued.command());
    assertThat(run(new RevokeApiKey(issued.command().id()))).isEqualTo(Reply.done());
    assertThat(run(new RevokeApiKey(issued.command().id()))).isEqualTo(Reply.done());
    assertThat(revoked).containsExactly(issued.command().id());
    assertThat(listed()).extracting(ApiKey::revokedAt).containsExactly(NOW);
  }

  @Test
  void aRevocationThatIsFirstSeenWhenTheModelIsReadAnewIsToldToo() {
    IssuedApiKey issued = issue(null);
    run(issued.command());
    try (TestBatch batch = new TestBatch(store, NOW)) {
      handler.handle(new RevokeApiKey(issued.command().id()), batch);
      batch.commitUnseen();
    }
    assertThat(revoked).isEmpty();
    try (TestBatch batch = new TestBatch(store, NOW)) {
      model.load(batch.entityManager(), TestBatch.NO_HEADS);
    }
    assertThat(revoked).containsExactly(issued.command().id());
  }

  @Test
  void noKeyOfThatId() {
    assertThat(run(new RevokeApiKey("nobody")))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.NOT_FOUND));
  }

  @Test
  void theSameRequestGivesTheSameKeyAgain() {
    IssuedApiKey first = issue("request 1");
    assertThat(issue("request 1").key()).isEqualTo(first.key());
    assertThat(run(first.command())).isEqualTo(run(issue("request 1").command()));
    assertThat(listed()).hasSize(1);
    ApiKeyIssuer afterRestart = issuer(store);
    assertThat(
            afterRestart
                .issue(
                    Caller.Kind.USER,
                    "alice",
                    Set.of(Role.AGENT, Role.MEMBER),
                    "laptop",
                    null,
                    admin("root"),
                    "request 1")
                .key())
        .isEqualTo(first.key());
  }

  @Test
  void anotherRequestGivesAnotherKey() {
    Set<Role> roles = Set.of(Role.MEMBER);
    Instant time = NOW.plusSeconds(9);
    Caller root = admin("root");
    assertThat(
            Stream.of(
                    issuer.issue(Caller.Kind.USER, "a", roles, "n", null, root, "k"),
                    issuer.issue(Caller.Kind.AGENT, "a", roles, "n", null, root, "k"),
                    issuer.issue(Caller.Kind.USER, "b", roles, "n", null, root, "k"),
                    issuer.issue(Caller.Kind.USER, "a", Set.of(Role.AGENT), "n", null, root, "k"),
                    issuer.issue(Caller.Kind.USER, "a", roles, null, null, root, "k"),
                    issuer.issue(Caller.Kind.USER, "a", roles, "n", time, root, "k"),
                    issuer.issue(Caller.Kind.USER, "a", roles, "n", null, admin("x"), "k"),
                    issuer.issue(Caller.Kind.USER, "a", roles, "n", null, root, "l"),
                    issuer.issue(Caller.Kind.USER, "a", roles, "n", null, admin("r"), "ootk"),
                    issuer.issue(Caller.Kind.USER, "a", roles, "n", null, admin("ro"), "otk"),
                    issuer.issue(Caller.Kind.USER, "a", roles, "n", null, root, null),
                    issuer.issue(Caller.Kind.USER, "a", roles, "n", null, root, null))
                .map(IssuedApiKey::key))
        .doesNotHaveDuplicates();
  }

  @Test
  void anotherHubDerivesAnotherKey(@TempDir Path elsewhere) {
    try (Store other = Store.open(engine.settings(elsewhere))) {
      ApiKeyIssuer stranger = issuer(other);
      assertThat(
              stranger
                  .issue(
                      Caller.Kind.USER,
                      "alice",
                      Set.of(Role.MEMBER, Role.AGENT),
                      "laptop",
                      null,
                      admin("root"),
                      "request 1")
                  .key())
          .isNotEqualTo(issue("request 1").key());
    }
  }

  @Test
  void aRepeatedRequestDoesNotBringARevokedKeyBack() {
    IssuedApiKey first = issue("request 1");
    run(first.command());
    run(new RevokeApiKey(first.command().id()));
    assertThat(run(issue("request 1").command()))
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.CONFLICT));
    assertThat(listed()).extracting(ApiKey::revokedAt).doesNotContainNull();
  }

  static Stream<Arguments> unacceptable() {
    Set<Role> member = Set.of(Role.MEMBER);
    return Stream.of(
        Arguments.of(Caller.Kind.ANONYMOUS, "x", member, null, "/owner/kind"),
        Arguments.of(Caller.Kind.SERVICE, "bootstrap", member, null, "/owner/id"),
        Arguments.of(Caller.Kind.SERVICE, "parley", member, null, "/owner/id"),
        Arguments.of(Caller.Kind.USER, "x", Set.of(), null, "/roles"),
        Arguments.of(Caller.Kind.AGENT, "x", Set.of(Role.ADMIN), null, "/roles"),
        Arguments.of(Caller.Kind.USER, "x", member, NOW, "/expiresAt"),
        Arguments.of(Caller.Kind.USER, "x", member, Instant.MIN, "/expiresAt"),
        Arguments.of(Caller.Kind.USER, "x", member, Instant.MAX, "/expiresAt"));
  }

  @ParameterizedTest
  @MethodSource("unacceptable")
  void refusesWhatNoKeyCanBe(
      Caller.Kind kind, String owner, Set<Role> roles, Instant expiresAt, String pointer) {
    Reply reply = run(new CreateApiKey("id", "00".repeat(32), kind, owner, roles, null, expiresAt));
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> {
              assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.INVALID);
              assertThat(refused.refusal().faults())
                  .extracting(Refusal.Fault::pointer)
                  .containsExactly(pointer);
            });
    assertThat(listed()).isEmpty();
  }

  @Test
  void namesTheRowsItWillLookUp() {
    List<Object> keys = new ArrayList<>();
    CommandHandler.Keys collector = (entity, key) -> keys.add(key);
    handler.announceKeys(issue(null).command(), Caller.HUB, collector);
    handler.announceKeys(new RevokeApiKey("r"), Caller.HUB, collector);
    assertThat(keys).hasSize(2).contains("r");
    assertThat(handler.commands()).hasSize(2);
  }

  private static ApiKeyIssuer issuer(Store of) {
    ApiKeyIssuer issuer = new ApiKeyIssuer(new SecureRandom());
    issuer.readSecret(of.dataSource());
    return issuer;
  }
}
