package dev.parley.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is shown of something that is being made. */
public sealed interface ContentView extends View {

  /**
   * How it stands at one position of its feed.
   *
   * @param status null where nothing has been told of it
   */
  record OneContent(String contentId, @Nullable ContentStatus status, Position position)
      implements ContentView {}

  /**
   * The states in which it was, newest first.
   *
   * @param next what the next part begins before; null where no part follows
   */
  record History(List<ContentStatus> changes, @Nullable Long next) implements ContentView {
    public History {
      changes = List.copyOf(changes);
    }
  }
}
