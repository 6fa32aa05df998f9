package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with something that is being made.
 *
 * @param contentType what it is, in a word of the deployment's own, or null
 * @param progress 0 to 100
 * @param metadata what its maker tells about it
 * @param failure why it failed, or null
 * @param updatedBy the id of whoever told this
 */
public record ContentStatus(
    String contentId,
    @Nullable String contentType,
    ContentState state,
    int progress,
    Json metadata,
    @Nullable Failure failure,
    String updatedBy,
    Instant updatedAt) {

  /**
   * Why something failed.
   *
   * @param error in words
   * @param retryable whether it may be asked for once more
   */
  public record Failure(String error, boolean retryable) {}

  /** About how many bytes it takes to hold it. */
  public int weight() {
    return 768 + metadata.text().length() + (failure == null ? 0 : failure.error().length());
  }
}
