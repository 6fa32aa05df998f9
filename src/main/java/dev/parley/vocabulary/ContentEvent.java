package dev.parley.vocabulary;

import java.time.Instant;

/** What is said of something that is being made, and kept. */
public sealed interface ContentEvent extends DurableEvent {

  /** It is in another state; on the topic of the content. */
  record ContentStatusChanged(ContentStatus status) implements ContentEvent {
    @Override
    public int weight() {
      return status.weight();
    }
  }

  /** It has failed; on the topic of the content, right after the status. */
  record ContentFailed(String contentId, ContentStatus.Failure failure, Instant failedAt)
      implements ContentEvent {
    @Override
    public int weight() {
      return 512 + failure.error().length();
    }
  }

  /**
   * Somebody asks for it once more; on the own topic of whoever told last how it stands.
   *
   * @param requestedBy an id
   */
  record ContentRetryRequested(ContentStatus status, String requestedBy, Instant requestedAt)
      implements ContentEvent {
    @Override
    public int weight() {
      return status.weight();
    }
  }
}
