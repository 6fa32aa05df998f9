package dev.parley.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {
  static List<Arguments> texts() {
    return List.of(
        Arguments.of("", List.of()),
        Arguments.of(" .,;-\n", List.of()),
        Arguments.of("Ship it, SHIP it!", List.of("ship", "it")),
        Arguments.of("Émile's café: 3.14€", List.of("emile", "s", "cafe", "3", "14")),
        Arguments.of("ﬁne İstanbul straße", List.of("fine", "istanbul", "straße")),
        Arguments.of("東京 tower", List.of("東", "京", "tower")),
        Arguments.of("a_b c@d.example", List.of("a", "b", "c", "d", "example")),
        Arguments.of("привет-МИР", List.of("привет", "мир")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void wordsArePlain(String text, List<String> words) {
    assertThat(Words.of(text)).containsExactlyElementsOf(words);
  }

  @Test
  void aWordAndATextHaveTheirBounds() {
    assertThat(Words.of("x".repeat(1_000))).containsExactly("x".repeat(Words.MAX_LENGTH));
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      many.append('w').append(i).append(' ');
    }
    Set<String> words = Words.of(many.toString());
    assertThat(words).hasSize(Words.MAX_WORDS).contains("w0").doesNotContain("w2999");
  }

  @Test
  void theEndOfABeginning() {
    assertThat(MessageSearch.after("ab")).isEqualTo("ac");
    assertThat(MessageSearch.after("\uD7FF")).isEqualTo("\uE000");
    assertThat(MessageSearch.after("a\uD83D\uDE00")).isEqualTo("a\uD83D\uDE01");
  }
}
