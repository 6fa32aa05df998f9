package dev.parley.door.rest.schema;

import dev.parley.door.rest.schema.Rooms.RoomId;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Files of rooms. */
public final class Attachments {
  private Attachments() {}

  /** What the hub calls a file. */
  @Schema(
      name = "AttachmentId",
      type = SchemaType.STRING,
      pattern = "^att_[0-9a-f-]{36}$",
      description = "What the hub calls a file.",
      examples = "att_8f5d2a44-0d5e-4f43-9b39-5cf5a3b3a7a1")
  public static final class AttachmentId {
    private AttachmentId() {}
  }

  /** A file that has come to a room. */
  @Schema(description = "A file that has come to a room.")
  public record BroughtAttachment(
      RoomId roomId,
      AttachmentId attachmentId,
      String name,
      @Schema(description = "As found by looking at the content.") String mediaType,
      @Schema(minimum = "1", description = "In bytes.") long size,
      @Schema(description = "Where it is fetched.") String url,
      @Schema(description = "Where a small picture of it is fetched; null where there is none.")
          @Nullable String thumbnailUrl) {}

  /** A file to be brought to a room. */
  @Schema(
      description = "One file, with its name and, if known, its type. Other fields are left aside.")
  public record NewAttachment(
      @Schema(
              type = SchemaType.STRING,
              format = "binary",
              description =
                  "1 byte or more, with a file name without a path. What it is said to be must not"
                      + " contradict what it is.")
          String file) {}
}
