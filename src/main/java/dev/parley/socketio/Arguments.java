package dev.parley.socketio;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event, or an acknowledgement, says: JSON values, with bytes among them or inside them.
 * Immutable, as long as the bytes are.
 *
 * <p>An attachment is, in JSON, the object {@code {"_placeholder":true,"num":N}}.
 */
public final class Arguments {
  /** Nothing. */
  public static final Arguments NONE = new Arguments(List.of(), List.of());

  private final List<String> texts;
  private final List<ByteBuffer> attachments;

  private Arguments(List<String> texts, List<ByteBuffer> attachments) {
    this.texts = List.copyOf(texts);
    this.attachments = List.copyOf(attachments);
  }

  /** Well-formed texts, and what their placeholders stand for. */
  static Arguments of(List<String> texts, List<ByteBuffer> attachments) {
    return texts.isEmpty() && attachments.isEmpty() ? NONE : new Arguments(texts, attachments);
  }

  /** Those values, which have no attachments. */
  public static Arguments of(JsonValue... values) {
    List<String> texts = new ArrayList<>();
    for (JsonValue value : values) {
      texts.add(value.toString());
    }
    return of(texts, List.of());
  }

  /** The same and one more: bytes. */
  public Arguments and(ByteBuffer bytes) {
    List<String> moreTexts = new ArrayList<>(texts);
    List<ByteBuffer> moreAttachments = new ArrayList<>(attachments);
    moreTexts.add("{\"_placeholder\":true,\"num\":" + attachments.size() + "}");
    moreAttachments.add(bytes);
    return of(moreTexts, moreAttachments);
  }

  /** How many there are. */
  public int size() {
    return texts.size();
  }

  /**
   * One of them as JSON: well-formed, and not nested too deep, but nothing else has been checked.
   *
   * @param index from 0
   */
  public String text(int index) {
    return texts.get(index);
  }

  /**
   * One of them, read now. Placeholders in it are objects.
   *
   * @param index from 0
   */
  public JsonValue value(int index) {
    try (JsonReader reader = JsonTexts.PROVIDER.createReader(new StringReader(text(index)))) {
      return reader.readValue();
    }
  }

  /**
   * One of them, if it is bytes and nothing else.
   *
   * @param index from 0
   */
  public @Nullable ByteBuffer bytes(int index) {
    if (attachments.isEmpty() || !text(index).contains("\"_placeholder\"")) {
      return null;
    }
    return value(index) instanceof JsonObject object && object.getBoolean("_placeholder", false)
        ? attachments.get(object.getInt("num", 0))
        : null;
  }

  /** What the placeholders stand for, by their numbers. */
  public List<ByteBuffer> attachments() {
    return attachments;
  }

  /** All of them as the array of an acknowledgement. */
  String array() {
    return "[" + String.join(",", texts) + "]";
  }

  /** All of them as the array of an event. */
  String array(String name) {
    String quoted = JsonTexts.quoted(name);
    return texts.isEmpty()
        ? "[" + quoted + "]"
        : "[" + quoted + "," + String.join(",", texts) + "]";
  }

  @Override
  public String toString() {
    return array() + (attachments.isEmpty() ? "" : " and " + attachments);
  }
}
