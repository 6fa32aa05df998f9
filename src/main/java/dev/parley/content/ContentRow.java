package dev.parley.content;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.ContentStatus;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Topic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How it stands with a content now. */
@Entity
@Table(name = "content")
class ContentRow {
  @Id
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

  @Column(name = "retry_requested")
  private boolean retryRequested;

  @Column(name = "updater_kind")
  private String updaterKind = "";

  @Column(name = "updated_by")
  private String updatedBy = "";

  @Column(name = "updated_stamp")
  private long updatedStamp;

  @Column(name = "updated_at")
  private long updatedAt;

  protected ContentRow() {}

  ContentRow(String contentId) {
    this.contentId = contentId;
  }

  /** It stands like that from now on, and nobody has asked for it once more. */
  void update(ContentStatus status, Caller updater, long stamp) {
    contentType = status.contentType();
    state = status.state().wireName();
    progress = status.progress();
    metadata = status.metadata().text();
    ContentStatus.Failure failure = status.failure();
    error = failure == null ? null : failure.error();
    retryable = failure != null && failure.retryable();
    retryRequested = false;
    updaterKind = updater.kind().name();
    updatedBy = updater.id();
    updatedStamp = stamp;
    updatedAt = status.updatedAt().toEpochMilli();
  }

  /** Somebody asks for it once more; false where somebody did before. */
  boolean requestRetry() {
    boolean first = !retryRequested;
    retryRequested = true;
    return first;
  }

  /** The own topic of whoever told last. */
  Topic updater() {
    return Topic.of(Caller.Kind.valueOf(updaterKind), updatedBy);
  }

  /** How it stands. */
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
