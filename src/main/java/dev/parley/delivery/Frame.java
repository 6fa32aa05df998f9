package dev.parley.delivery;

import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message to clients in the words of one dialect, shared by all connections that are sent it.
 *
 * <p>Immutable but for the lazily kept UTF-8 form; safe for use by any number of threads.
 */
public final class Frame {
  /** No message to a client is larger, in bytes of UTF-8: every door sees to that. */
  public static final int MAX_BYTES = 1 << 20;

  private final String text;
  private final String type;
  private final @Nullable Topic topic;
  private final @Nullable Position position;
  private byte @Nullable [] utf8;

  /**
   * @param text what is sent
   * @param type the name of the message in this dialect, for transports that name it (SSE)
   * @param topic the topic of a durable event or of a state, or null
   * @param position the position of a durable event or of a state, or null
   */
  public Frame(String text, String type, @Nullable Topic topic, @Nullable Position position) {
    this.text = text;
    this.type = type;
    this.topic = topic;
    this.position = position;
  }

  /** A frame that belongs to no place in a feed. */
  public static Frame of(String text, String type) {
    return new Frame(text, type, null, null);
  }

  /** What is sent. */
  public String text() {
    return text;
  }

  /** The name of the message in this dialect. */
  public String type() {
    return type;
  }

  /** The topic of a durable event or of a state; else null. */
  public @Nullable Topic topic() {
    return topic;
  }

  /** The position of a durable event or of a state; else null. */
  public @Nullable Position position() {
    return position;
  }

  /** The text in UTF-8; made once. The array is shared: not to be changed. */
  public byte[] utf8() {
    byte[] bytes = utf8;
    if (bytes == null) {
      bytes = text.getBytes(StandardCharsets.UTF_8);
      utf8 = bytes;
    }
    return bytes;
  }

  /**
   * What the frame counts for in bounds: its length in characters, and what it costs to hold it.
   */
  public int weight() {
    return text.length() + 64;
  }

  @Override
  public String toString() {
    return text;
  }
}
