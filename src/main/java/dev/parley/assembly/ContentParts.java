package dev.parley.assembly;

import dev.parley.content.ContentQueries;
import dev.parley.switchboard.Queries;
import dev.parley.vocabulary.ContentQuery;

/** How the parts of the feature {@code content} are bound to the others. */
final class ContentParts {
  private ContentParts() {}

  /** Says who answers what is asked of what is being made. */
  static void answer(Queries queries, ContentQueries contents) {
    queries
        .reading(
            ContentQuery.ShowContent.class,
            (query, caller) -> Answers.read(() -> contents.show(query)))
        .reading(
            ContentQuery.ListContentHistory.class,
            (query, caller) -> Answers.read(() -> contents.history(query)));
  }
}
