package dev.parley.door.rest.schema;

import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.Metadata;
import dev.parley.door.rest.schema.Texts.NotificationId;
import dev.parley.door.rest.schema.Texts.Time;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Notification.Level;
import dev.parley.vocabulary.NotificationView;
import dev.parley.vocabulary.Slice;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What users, and everybody, are told. */
public final class Notifications {
  /** Characters of a message. */
  public static final int MAX_MESSAGE = 8_000;

  /** Characters of a title. */
  public static final int MAX_TITLE = 200;

  /** Characters of an address. */
  public static final int MAX_ADDRESS = 2_048;

  /** How many actions there may be. */
  public static final int MAX_ACTIONS = 8;

  /** A path of the application's own, or an http(s) address. */
  public static final String ADDRESS =
      "^(/($|[^/\\\\\\p{C}\\p{Z}])|https?://[^/\\p{C}\\p{Z}])[ \\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]*$";

  private Notifications() {}

  /** Where something leads to, or what it looks like. */
  @Schema(
      name = "Address",
      type = SchemaType.STRING,
      minLength = 1,
      maxLength = MAX_ADDRESS,
      pattern = ADDRESS,
      description = "A path from the root on, or an http or https address.",
      examples = "/builds/17")
  public static final class Address {
    private Address() {}
  }

  /** Somebody is to be told. */
  @Schema(
      description = "Somebody is to be told. The text is 'message', or 'body' as push has it.",
      examples =
          """
          {"level":"success","message":"All tests passed!","title":"Build 17",
           "link":"/builds/17","actions":[{"action":"open","title":"Open"}]}\
          """)
  public record NewNotification(
      Level level,
      @Schema(minLength = 1, maxLength = MAX_MESSAGE, pattern = Texts.NOT_BLANK)
          @Nullable String message,
      @Schema(minLength = 1, maxLength = MAX_MESSAGE, pattern = Texts.NOT_BLANK)
          @Nullable String body,
      @Schema(
              minLength = 1,
              maxLength = Id.MAX_LENGTH,
              pattern = Texts.PRINTABLE,
              description = "Whom it is for; nobody: everybody.")
          @Nullable String userId,
      @Schema(minLength = 1, maxLength = MAX_TITLE, pattern = Texts.PRINTABLE)
          @Nullable String title,
      @Nullable Address link,
      @Nullable Address icon,
      @Nullable Address badge,
      @Schema(maxItems = MAX_ACTIONS) @Nullable List<NewAction> actions) {}

  /** Something to choose. */
  @Schema(description = "Something to choose.")
  public record NewAction(
      IdText action,
      @Schema(minLength = 1, maxLength = MAX_TITLE, pattern = Texts.PRINTABLE) String title,
      @Nullable Address icon) {}

  /** Where something was said. */
  @Schema(
      name = "Said",
      description = "It is said, at that place of that topic's feed.",
      examples =
          """
          {"id":"ntf_1769774400123000","topic":"global","offset":7,"epoch":"90ab12cd34ef5678",
           "timestamp":"2026-01-30T12:00:00.000Z"}\
          """)
  public record Said(
      String id,
      @Schema(description = "The name of the topic.") String topic,
      @Schema(minimum = "1") long offset,
      String epoch,
      Time timestamp) {}

  /** A notification. */
  @Schema(description = "What a user, or everybody, was told.")
  public record Notification(
      NotificationId id,
      Level level,
      @Nullable String title,
      String message,
      @Nullable String link,
      @Nullable String icon,
      @Nullable String badge,
      List<Action> actions,
      @Schema(description = "Whom it is for; null: everybody.") @Nullable IdText userId,
      @Schema(description = "The id of who has sent it.") String sentBy,
      Time timestamp,
      @Schema(description = "When the caller has read it.") @Nullable Time readAt) {}

  /** Something to choose. */
  @Schema(description = "Something to choose.")
  public record Action(IdText action, String title, @Nullable String icon) {}

  /** A page of notifications. */
  @Schema(name = "NotificationPage", description = "Notifications, newest first.")
  public record Page(
      @Schema(maxItems = Slice.MAX_LIMIT) List<Notification> notifications,
      @Schema(minimum = "0", description = "How many these are.") int total,
      @Schema(
              minimum = "0",
              maximum = "" + NotificationView.Notifications.MAX_UNREAD,
              description = "How many the caller has not read at all, as far as they are counted.")
          int unread,
      @Schema(description = "Where the next page begins; null at the end.")
          @Nullable Cursor nextCursor) {}

  /** Some notifications. */
  @Schema(
      description = "These the caller has read.",
      examples =
          """
          {"ids":["ntf_1769774400123000"]}\
          """)
  public record ReadNotifications(
      @Schema(minItems = 1, maxItems = Slice.MAX_LIMIT) List<IdText> ids) {}

  /** Something for programs. */
  @Schema(
      name = "NewBroadcast",
      description = "Everybody's program is to be told something.",
      examples =
          """
          {"event":"maintenance","data":{"minutes":10}}\
          """)
  public record NewBroadcast(
      @Schema(description = "A word of your own.") IdText event, @Nullable Metadata data) {}
}
