package dev.parley.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1",
        "\uD83D\uDC4D",
        "\uD83D\uDC4D\uD83C\uDFFD",
        "\u2764\uFE0F",
        "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F"
      })
  void isOne(String text) {
    assertThat(Emoji.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "\n",
        "\u0000",
        "\u200D",
        "\u200B",
        "\u202E",
        "\uD83D",
        "\uDC4D\uD83D",
        "123456789012345678901234567890123"
      })
  void isNone(String text) {
    assertThat(Emoji.isValid(text)).isFalse();
  }
}
