package dev.parley.vocabulary;

/** What names something, whoever chose the name: 1 to 128 printable characters, not only spaces. */
public final class Id {
  /** How long an id may be, in UTF-16 units, as JavaScript counts. */
  public static final int MAX_LENGTH = 128;

  private Id() {}

  /** Tells whether the text may be an id. */
  public static boolean isValid(String text) {
    return !text.isBlank() && text.length() <= MAX_LENGTH && isPrintable(text);
  }

  /** Tells whether all of it leaves a mark that a reader can see, the plain space included. */
  public static boolean isPrintable(String text) {
    return text.codePoints().allMatch(Id::isPrintable);
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }
}
