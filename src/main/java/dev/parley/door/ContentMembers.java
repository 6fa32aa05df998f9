package dev.parley.door;

import dev.parley.vocabulary.ContentCommand.UpdateContentStatus;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.ContentStatus.Failure;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is told of something that is being made, the same for every door. */
public final class ContentMembers {
  /** Characters of an error. */
  public static final int MAX_ERROR = 4_000;

  private static final String ERROR = "error";
  private static final String RETRYABLE = "retryable";
  private static final String UNKNOWN = "Its maker does not say why.";

  private ContentMembers() {}

  /** How it stands; faults are noted with the members. */
  public static UpdateContentStatus update(String contentId, Members members) {
    String type = members.optionalText("contentType", Id.MAX_LENGTH);
    ContentState state =
        members.oneOf("status", List.of(ContentState.values()), ContentState::wireName);
    // Whoever counts in JavaScript counts in fractions.
    Double progress = members.optionalNumber("progress", 0, 100);
    Json metadata = members.object("metadata");
    String error = members.optionalProse(ERROR, MAX_ERROR);
    boolean retryable = !members.has(RETRYABLE) || members.flag(RETRYABLE);
    return new UpdateContentStatus(
        contentId,
        type,
        state,
        progress == null ? null : progress.intValue(),
        metadata,
        state == ContentState.FAILED
            ? failure(error, retryable, JsonText.parse(metadata.text()))
            : null);
  }

  /** What is not said beside the status may be said in its metadata. */
  private static Failure failure(@Nullable String error, boolean retryable, JsonObject metadata) {
    String why = error;
    if (why == null
        && metadata.get(ERROR) instanceof JsonString told
        && Text.faultOfProse(told.getString(), MAX_ERROR) == null) {
      why = told.getString();
    }
    return new Failure(
        why == null ? UNKNOWN : why, retryable && !JsonValue.FALSE.equals(metadata.get(RETRYABLE)));
  }
}
