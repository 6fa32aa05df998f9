package dev.parley.door;

import dev.parley.vocabulary.ContentEvent.ContentFailed;
import dev.parley.vocabulary.ContentEvent.ContentRetryRequested;
import dev.parley.vocabulary.ContentStatus;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** The JSON shapes of what is being made. */
public final class ContentShapes {
  private ContentShapes() {}

  /** How it stands. */
  public static JsonObjectBuilder status(ContentStatus status) {
    ContentStatus.Failure failure = status.failure();
    return Shapes.object()
        .add("contentId", status.contentId())
        .add("contentType", Shapes.text(status.contentType()))
        .add("status", status.state().wireName())
        .add("progress", status.progress())
        .add("metadata", Shapes.json(status.metadata()))
        .add("error", Shapes.text(failure == null ? null : failure.error()))
        .add("retryable", retryable(failure))
        .add("updatedBy", status.updatedBy())
        .add("updatedAt", Shapes.time(status.updatedAt()));
  }

  private static JsonValue retryable(ContentStatus.@Nullable Failure failure) {
    if (failure == null) {
      return JsonValue.NULL;
    }
    return failure.retryable() ? JsonValue.TRUE : JsonValue.FALSE;
  }

  /** That it has failed. */
  public static JsonObjectBuilder failure(ContentFailed failed) {
    return Shapes.object()
        .add("contentId", failed.contentId())
        .add("error", failed.failure().error())
        .add("retryable", failed.failure().retryable());
  }

  /** That somebody asks for it once more. */
  public static JsonObjectBuilder retry(ContentRetryRequested requested) {
    return status(requested.status())
        .add("requestedBy", requested.requestedBy())
        .add("requestedAt", Shapes.time(requested.requestedAt()));
  }
}
