package dev.parley.vocabulary;

/** What one can read of something that is being made. */
public sealed interface ContentQuery extends Query {

  /** What is being made. */
  String contentId();

  /**
   * Shows {@link ContentView.OneContent}.
   *
   * @param known whether it is {@code not_found} where nothing has been told of it
   */
  record ShowContent(String contentId, boolean known) implements ContentQuery {}

  /** Shows {@link ContentView.History}. */
  record ListContentHistory(String contentId, Slice slice) implements ContentQuery {}
}
