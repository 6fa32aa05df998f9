package dev.parley.vocabulary;

/** What is said of something that is being made, and not kept, on the topic of the content. */
public sealed interface ContentRemark extends LatestEvent {

  /**
   * It has come further, and is in the state that it was in.
   *
   * @param basis the offset of the newest event on the topic when this was so
   */
  record ContentProgressed(ContentStatus status, long basis) implements ContentRemark {
    @Override
    public String subject() {
      return "progress";
    }

    @Override
    public int weight() {
      return status.weight();
    }
  }
}
