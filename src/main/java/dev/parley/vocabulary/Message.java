package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said in a room.
 *
 * @param messageId unique in the hub; its sender may have chosen it
 * @param userId who says it: a user's, agent's or bot's id
 * @param userName what people are shown of the sender
 * @param text may be empty where there are attachments
 * @param replyTo the message that it answers, of the same room; null for none
 * @param sentAt in milliseconds
 * @param expiresAt when it will be gone from everywhere
 * @param editedAt when its text was changed last, or null
 */
public record Message(
    String messageId,
    String roomId,
    String userId,
    String userName,
    String text,
    Type type,
    List<Attachment> attachments,
    @Nullable String replyTo,
    Instant sentAt,
    Instant expiresAt,
    @Nullable Instant editedAt) {

  /** Characters of a message. */
  public static final int MAX_TEXT = 16_000;

  /** Files with a message. */
  public static final int MAX_ATTACHMENTS = 20;

  public Message {
    attachments = List.copyOf(attachments);
  }

  /** What a message mostly is. */
  public enum Type {
    TEXT,
    IMAGE,
    FILE;

    /** The name on the wire, for example {@code text}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that name; empty where there is none. */
    public static Optional<Type> parse(String name) {
      return WireNames.find(values(), Type::wireName, name);
    }
  }

  /** About how many bytes it takes to hold it. */
  public int weight() {
    return 768 + text.length() + 256 * attachments.size();
  }
}
