package dev.parley.door.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.door.JsonText;
import dev.parley.door.RefusedException;
import dev.parley.journal.Idempotency;
import dev.parley.vocabulary.Caller;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdempotenceTest {
  private static final Caller ALICE = user("alice");

  @Test
  void belongsToCallerMethodAndPath() {
    Idempotency one = of("k", ALICE, "POST", "/a", "{}");
    assertThat(one.key()).matches("[0-9a-f]{64}");
    assertThat(of("k", ALICE, "POST", "/a", "{}")).isEqualTo(one);
    assertThat(
            List.of(
                of("l", ALICE, "POST", "/a", "{}").key(),
                of("k", user("bob"), "POST", "/a", "{}").key(),
                of("k", ALICE, "PUT", "/a", "{}").key(),
                of("k", ALICE, "POST", "/ab", "{}").key(),
                of("bk", ALICE, "POST", "/a", "{}").key()))
        .doesNotHaveDuplicates()
        .doesNotContain(one.key());
  }

  @Test
  void knowsTheSameRequestInAnotherForm() {
    String one =
        of("k", ALICE, "POST", "/a", "{\"a\":[1,{\"b\":2,\"c\":null}],\"d\":\"x\"}").fingerprint();
    assertThat(
            of("k", ALICE, "POST", "/a", " {\"d\":\"\\u0078\", \"a\":[1, {\"c\":null,\"b\":2}]} ")
                .fingerprint())
        .isEqualTo(one);
    assertThat(
            of("k", ALICE, "POST", "/a", "{\"a\":[{\"b\":2,\"c\":null},1],\"d\":\"x\"}")
                .fingerprint())
        .isNotEqualTo(one);
  }

  @Test
  void takesOneGoodKey() {
    assertThat(Idempotence.key(List.of())).isNull();
    assertThat(Idempotence.key(List.of("a key ~"))).isEqualTo("a key ~");
    assertThatThrownBy(() -> Idempotence.key(List.of("a", "b")))
        .isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "ü", "a\tb", "a\u007f"})
  void refusesOthers(String key) {
    assertThatThrownBy(() -> Idempotence.key(List.of(key))).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> Idempotence.key(List.of("x".repeat(256))))
        .isInstanceOf(RefusedException.class);
  }

  private static Idempotency of(
      String key, Caller caller, String method, String path, String body) {
    return Idempotence.of(key, caller, method, path, JsonText.parse(body));
  }

  private static Caller user(String id) {
    return new Caller(Caller.Kind.USER, id, id, Set.of(), null, null, null);
  }
}
