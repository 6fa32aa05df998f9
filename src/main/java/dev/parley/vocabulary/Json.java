package dev.parley.vocabulary;

/**
 * A JSON object that the hub carries without looking inside. Whoever makes one has checked the
 * text.
 *
 * @param text the object's text, valid JSON of UTF-16 without unpaired surrogates
 */
public record Json(String text) {
  /** The object without members. */
  public static final Json EMPTY = new Json("{}");
}
