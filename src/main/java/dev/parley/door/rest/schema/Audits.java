package dev.parley.door.rest.schema;

import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Slice;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who did what, and when. */
public final class Audits {
  private Audits() {}

  /** Who did it. */
  @Schema(description = "Who did it.")
  public record Actor(
      Caller.Kind kind,
      String id,
      @Schema(description = "The API key by which it was done; null where it was by a token.")
          @Nullable String keyId) {}

  /** An administrative act. */
  @Schema(
      name = "AuditEntry",
      description = "Who did what, and when.",
      examples =
          """
          {"entryId":"aud_1769774400123000","at":"2026-01-30T12:00:00.123Z",
           "actor":{"kind":"user","id":"alice","keyId":null},"act":"member_muted",
           "subject":"bob","roomId":"design","detail":"until 2026-01-31T12:00:00Z"}\
          """)
  public record Entry(
      String entryId,
      Time at,
      Actor actor,
      Act.Kind act,
      @Schema(description = "The key, member or message; null where there is none.")
          @Nullable String subject,
      @Nullable String roomId,
      @Schema(description = "What else is to be known, for people.") @Nullable String detail) {}

  /** A page. */
  @Schema(description = "Administrative acts, newest first.")
  public record AuditPage(
      @Schema(maxItems = Slice.MAX_LIMIT) List<Entry> entries,
      @Schema(description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}
}
