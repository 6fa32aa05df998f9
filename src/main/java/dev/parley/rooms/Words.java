package dev.parley.rooms;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a text, as messages are found by them: in small letters, without accents, each once,
 * in the order of the text. Writing without blanks between words is found by each of its signs.
 */
final class Words {
  /** How much of a word counts. */
  static final int MAX_LENGTH = 64;

  /** How many words of a message it can be found by. */
  static final int MAX_WORDS = 2_000;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Words() {}

  static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    String plain =
        MARKS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
    breaks.setText(plain);
    int start = breaks.first();
    for (int end = breaks.next();
        end != BreakIterator.DONE && words.size() < MAX_WORDS;
        end = breaks.next()) {
      add(plain.substring(start, end), words);
      start = end;
    }
    return words;
  }

  private static void add(String piece, Set<String> words) {
    StringBuilder word = new StringBuilder();
    piece
        .codePoints()
        .forEach(
            sign -> {
              if (Character.isIdeographic(sign)) {
                flush(word, words);
                words.add(Character.toString(sign));
              } else if (Character.isLetterOrDigit(sign)) {
                if (word.length() + Character.charCount(sign) <= MAX_LENGTH) {
                  word.appendCodePoint(sign);
                }
              } else {
                flush(word, words);
              }
            });
    flush(word, words);
  }

  private static void flush(StringBuilder word, Set<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
