package dev.parley.door.rest.schema;

import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Slice;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Texts and numbers of a certain form. */
public final class Texts {
  /** Printable characters, not only spaces: what {@link Id} says, as a regular expression. */
  static final String PRINTABLE =
      "^ *[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}][ \\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]*$";

  /** At least one character that is no white space. */
  static final String NOT_BLANK = "\\S";

  private Texts() {}

  /** Names something, whoever chose the name. */
  @Schema(
      name = "Id",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = Id.MAX_LENGTH,
      pattern = PRINTABLE,
      description =
          "Names something, whoever chose the name: printable characters, not only spaces. The"
              + " length counts UTF-16 units, as JavaScript does.",
      examples = "researcher")
  public static final class IdText {
    private IdText() {}
  }

  /** What the hub calls an activity. */
  @Schema(
      name = "ActivityId",
      type = SchemaType.STRING,
      pattern = "^act_[1-9][0-9]{0,17}_.+$",
      description = "What the hub calls an activity.",
      examples = "act_1769774400123000_researcher")
  public static final class ActivityId {
    private ActivityId() {}
  }

  /** What the hub calls a session. */
  @Schema(
      name = "SessionId",
      type = SchemaType.STRING,
      pattern = "^collab_[1-9][0-9]{0,17}$",
      description = "What the hub calls a session.",
      examples = "collab_1769774400123000")
  public static final class SessionId {
    private SessionId() {}
  }

  /** What the hub calls a decision. */
  @Schema(
      name = "DecisionId",
      type = SchemaType.STRING,
      pattern = "^dec_[1-9][0-9]{0,17}$",
      description = "What the hub calls a decision.",
      examples = "dec_1769774400124000")
  public static final class DecisionId {
    private DecisionId() {}
  }

  /** What the hub calls a decision request. */
  @Schema(
      name = "RequestId",
      type = SchemaType.STRING,
      pattern = "^req_[1-9][0-9]{0,17}$",
      description = "What the hub calls a decision request.",
      examples = "req_1769774400123000")
  public static final class RequestId {
    private RequestId() {}
  }

  /** What the hub calls an API key. */
  @Schema(
      name = "KeyId",
      type = SchemaType.STRING,
      pattern = "^[A-Za-z0-9_-]+$",
      description = "What the hub calls an API key.",
      examples = "Kx81Lw")
  public static final class KeyId {
    private KeyId() {}
  }

  /** What the hub calls a notification. */
  @Schema(
      name = "NotificationId",
      type = SchemaType.STRING,
      pattern = "^ntf_[1-9][0-9]{0,17}$",
      description = "What the hub calls a notification.",
      examples = "ntf_1769774400123000")
  public static final class NotificationId {
    private NotificationId() {}
  }

  /** A time for people and programs. */
  @Schema(
      name = "Time",
      type = SchemaType.STRING,
      format = "date-time",
      pattern = "^[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$",
      description = "ISO 8601 in UTC with milliseconds.",
      examples = "2026-01-30T12:00:00.000Z")
  public static final class Time {
    private Time() {}
  }

  /** A time as the Collaboration protocol has it. */
  @Schema(
      name = "EpochSeconds",
      type = SchemaType.NUMBER,
      minimum = "0",
      description = "Seconds since 1970, with milliseconds behind the point.",
      examples = "1769774400.123")
  public static final class EpochSeconds {
    private EpochSeconds() {}
  }

  /** A time in a query. */
  @Schema(
      name = "QueryTime",
      type = SchemaType.STRING,
      pattern =
          "^([0-9]{1,11}(\\.[0-9]{1,9})?|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}))$",
      description = "ISO 8601 with an offset, or seconds since 1970.",
      examples = "2026-01-30T12:00:00Z")
  public static final class QueryTime {
    private QueryTime() {}
  }

  /** How long a page is. */
  @Schema(
      name = "PageLimit",
      type = SchemaType.INTEGER,
      minimum = "1",
      maximum = "" + Slice.MAX_LIMIT,
      defaultValue = "50",
      description = "How many items the page has at most.")
  public static final class PageLimit {
    private PageLimit() {}
  }

  /** Where the next page begins. */
  @Schema(
      name = "Cursor",
      type = SchemaType.STRING,
      pattern = "^[A-Za-f][A-Za-z0-9_-]{10}$",
      description = "Where a page ends, to be given back as it is.",
      examples = "AAZhgkbyPwA")
  public static final class Cursor {
    private Cursor() {}
  }

  /** An object of the client's own. */
  @Schema(
      name = "Metadata",
      type = SchemaType.OBJECT,
      description = "An object of the client's own, of at most 64 KiB as UTF-8.",
      examples = "{\"task\":\"read the paper\"}")
  public static final class Metadata {
    private Metadata() {}
  }
}
