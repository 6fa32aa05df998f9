package dev.parley.content;

import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.ContentStatus;
import dev.parley.vocabulary.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A state into which a content has come. */
@Entity
@Table(name = "content_change")
class ContentChangeRow {
  @Id
  @Column(name = "stamp")
  private Long stamp = 0L;

  @Column(name = "content_id")
  private String contentId = "";

  @Column(name = "content_type")
  private @Nullable String contentType;

  @Column(name = "state")
  private String state = "";

  @Column(name = "progress")
  private int progress;

  @Column(name = "metadata")
  private String metadata = "";

  @Column(name = "error")
  private @Nullable String error;

  @Column(name = "retryable")
  private boolean retryable;

  @Column(name = "updated_by")
  private String updatedBy = "";

  @Column(name = "updated_at")
  private long updatedAt;

  protected ContentChangeRow() {}

  ContentChangeRow(long stamp, ContentStatus status) {
    this.stamp = stamp;
    contentId = status.contentId();
    contentType = status.contentType();
    state = status.state().wireName();
    progress = status.progress();
    metadata = status.metadata().text();
    ContentStatus.Failure failure = status.failure();
    error = failure == null ? null : failure.error();
    retryable = failure != null && failure.retryable();
    updatedBy = status.updatedBy();
    updatedAt = status.updatedAt().toEpochMilli();
  }

  long stamp() {
    return stamp;
  }

  ContentStatus status() {
    return new ContentStatus(
        contentId,
        contentType,
        ContentState.ofWireName(state).orElseThrow(),
        progress,
        new Json(metadata),
        error == null ? null : new ContentStatus.Failure(error, retryable),
        updatedBy,
        Instant.ofEpochMilli(updatedAt));
  }
}
