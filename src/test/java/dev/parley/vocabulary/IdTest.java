package dev.parley.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "agent 7", "Ägent", "代理", "🤖", "a:b%c/d", "{\"x\"}"})
  void takesWhatCanBeSeen(String id) {
    assertThat(Id.isValid(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a\u0000", "a\nb", "\u200b", "a\u00a0b", "\ud800", "\ue000", "\u2028"})
  void refusesWhatCannot(String id) {
    assertThat(Id.isValid(id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 129})
  void isAtMostSoLong(int length) {
    assertThat(Id.isValid("x".repeat(length))).isEqualTo(length <= Id.MAX_LENGTH);
  }
}
