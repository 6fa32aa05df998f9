package dev.parley.door.rest.schema;

import dev.parley.door.ContentMembers;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.Metadata;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Slice;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is being made, and how it stands. */
public final class Contents {
  private Contents() {}

  /** How it stands. */
  @Schema(
      description = "How it stands. A failure may also be told in the metadata.",
      examples =
          """
          {"status":"generating","progress":45,"contentType":"blog-post",
           "metadata":{"stage":"Writing content"}}\
          """)
  public record NewContentStatus(
      ContentState status,
      @Schema(
              minimum = "0",
              maximum = "100",
              description =
                  "Without it, 100 where it is completed, 0 where it is queued, else what it was.")
          @Nullable Double progress,
      @Schema(minLength = 1, maxLength = Id.MAX_LENGTH, pattern = Texts.PRINTABLE)
          @Nullable String contentType,
      @Nullable Metadata metadata,
      @Schema(
              minLength = 1,
              maxLength = ContentMembers.MAX_ERROR,
              pattern = Texts.NOT_BLANK,
              description = "Why it has failed.")
          @Nullable String error,
      @Schema(defaultValue = "true", description = "Whether it may be asked for once more.")
          @Nullable Boolean retryable) {}

  /** How it stands. */
  @Schema(name = "ContentStatus", description = "How it stands with what is being made.")
  public record Content(
      IdText contentId,
      @Nullable String contentType,
      ContentState status,
      @Schema(minimum = "0", maximum = "100") int progress,
      Metadata metadata,
      @Schema(description = "Why it has failed, where it has.") @Nullable String error,
      @Schema(description = "Whether it may be asked for once more; null where it has not failed.")
          @Nullable Boolean retryable,
      IdText updatedBy,
      Time updatedAt) {}

  /** The states in which it was. */
  @Schema(name = "ContentHistory", description = "The states into which it has come, newest first.")
  public record Page(
      @Schema(maxItems = Slice.MAX_LIMIT) List<Content> changes,
      @Schema(minimum = "0", description = "How many are in this answer.") int total,
      @Schema(description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}
}
