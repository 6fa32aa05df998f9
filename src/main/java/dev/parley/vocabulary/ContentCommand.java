package dev.parley.vocabulary;

import org.jspecify.annotations.Nullable;

/** What one can ask for about something that is being made. */
public sealed interface ContentCommand extends DurableCommand {

  /** What is being made; whoever makes it has chosen the id. */
  String contentId();

  /**
   * It stands like that. {@code Done}. Another state is kept; anything else is only told to those
   * who listen. For those who may write in the room of that content, where it has one.
   *
   * @param contentType null for what it was
   * @param progress 0 to 100; null for 100 where it is completed, else for what it was
   * @param failure why, where it has failed; else null
   */
  record UpdateContentStatus(
      String contentId,
      @Nullable String contentType,
      ContentState state,
      @Nullable Integer progress,
      Json metadata,
      ContentStatus.@Nullable Failure failure)
      implements ContentCommand {
    @Override
    public int weight() {
      return 768 + metadata.text().length() + (failure == null ? 0 : failure.error().length());
    }
  }

  /**
   * Whoever told last how it stands is asked to make it once more. {@code Done}; asked again before
   * anything new was told, nothing happens. A conflict where it has not failed, or cannot be
   * retried.
   */
  record RetryContent(String contentId) implements ContentCommand {}
}
