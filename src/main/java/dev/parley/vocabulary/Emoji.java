package dev.parley.vocabulary;

/**
 * What one reacts with: a sign or a few, such as a family or a flag. Whether they are a picture is
 * left to those who show them.
 */
public final class Emoji {
  /** How long it may be, in UTF-16 units: a family with skin tones has 26. */
  public static final int MAX_LENGTH = 32;

  private static final int JOINER = 0x200D;
  private static final int FIRST_TAG = 0xE0020;
  private static final int LAST_TAG = 0xE007F;

  private Emoji() {}

  /**
   * Tells whether the text may be a reaction: printable signs without a blank, and what joins them.
   */
  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.codePoints().allMatch(Emoji::isPart)
        && text.codePoints().anyMatch(point -> Id.isPrintable(Character.toString(point)));
  }

  private static boolean isPart(int codePoint) {
    return codePoint == JOINER
        || (codePoint >= FIRST_TAG && codePoint <= LAST_TAG)
        || (codePoint != ' ' && Id.isPrintable(Character.toString(codePoint)));
  }
}
