package dev.parley.door;

import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Fault;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that a client sent, taken one by one. What is wrong is collected, so
 * that the client hears of all of it at once: after a fault a method returns a placeholder, and
 * {@link #check()}, which every user calls before using any value, refuses. For one thread.
 */
public final class Members {
  /** How many bytes of UTF-8 an object of a client's own may take. */
  public static final int MAX_OBJECT = 64 * 1024;

  /** How many ids one list may hold. */
  public static final int MAX_IDS = 1_000;

  private final JsonObject object;
  private final String base;
  private final List<Fault> faults;

  /** The members of a whole body. */
  public Members(JsonObject object) {
    this(object, "", new ArrayList<>());
  }

  private Members(JsonObject object, String base, List<Fault> faults) {
    this.object = object;
    this.base = base;
    this.faults = faults;
  }

  /**
   * Refuses if anything was wrong with what was taken.
   *
   * @throws RefusedException {@code invalid} with all faults
   */
  public void check() {
    if (!faults.isEmpty()) {
      throw new RefusedException(Refusal.invalid(faults));
    }
  }

  /** Notes a fault that the caller found; the pointer is that of the member. */
  public void fault(String member, String detail) {
    faults.add(new Fault(base + "/" + JsonText.escape(member), detail));
  }

  /** A required id: 1 to {@value Id#MAX_LENGTH} printable characters. */
  public String id(String member) {
    return text(member, Id.MAX_LENGTH);
  }

  /** An id that may be missing or null; then {@code otherwise}. */
  public String id(String member, String otherwise) {
    return isAbsent(member) ? otherwise : id(member);
  }

  /** A required text of 1 to {@code max} printable characters, not only spaces. */
  public String text(String member, int max) {
    JsonValue value = required(member);
    return value == null ? "" : printable(value, member, max);
  }

  /** A text that may be missing or null. */
  public @Nullable String optionalText(String member, int max) {
    return isAbsent(member) ? null : text(member, max);
  }

  /** A required text of several lines for people, of 1 to {@code max} characters. */
  public String prose(String member, int max) {
    JsonValue value = required(member);
    if (value == null) {
      return "";
    }
    if (!(value instanceof JsonString string)) {
      fault(member, "has to be a text");
      return "";
    }
    String text = string.getString();
    String fault = Text.faultOfProse(text, max);
    if (fault != null) {
      fault(member, fault);
    }
    return text;
  }

  /** A text of several lines that may be missing or null. */
  public @Nullable String optionalProse(String member, int max) {
    return isAbsent(member) ? null : prose(member, max);
  }

  /** A number in a range, which may be missing or null. */
  public @Nullable Double optionalNumber(String member, double min, double max) {
    if (isAbsent(member)) {
      return null;
    }
    if (object.get(member) instanceof JsonNumber number) {
      double value = number.doubleValue();
      if (value >= min && value <= max) {
        return value;
      }
    }
    fault(member, "has to be a number from " + plain(min) + " to " + plain(max));
    return null;
  }

  /** A required whole number in a range. */
  public long whole(String member, long min, long max) {
    Long value = required(member) == null ? null : optionalWhole(member, min, max);
    if (isAbsent(member) && object.containsKey(member)) {
      fault(member, "has to be a whole number from " + min + " to " + max);
    }
    return value == null ? min : value;
  }

  /** A required ISO 8601 time with its offset. */
  public Instant time(String member) {
    Instant time = required(member) == null ? null : optionalTime(member);
    if (isAbsent(member) && object.containsKey(member)) {
      fault(member, "has to be an ISO 8601 time with its offset");
    }
    return time == null ? Instant.EPOCH : time;
  }

  /** A word out of those that may be missing or null; then {@code otherwise}. */
  public <E> E oneOf(String member, List<E> values, Function<E, String> wireName, E otherwise) {
    return isAbsent(member) ? otherwise : oneOf(member, values, wireName);
  }

  /** A whole number in a range, which may be missing or null. */
  public @Nullable Long optionalWhole(String member, long min, long max) {
    if (isAbsent(member)) {
      return null;
    }
    if (object.get(member) instanceof JsonNumber number && number.isIntegral()) {
      BigInteger value = number.bigIntegerValue();
      if (value.bitLength() < Long.SIZE && value.longValue() >= min && value.longValue() <= max) {
        return value.longValue();
      }
    }
    fault(member, "has to be a whole number from " + min + " to " + max);
    return null;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /**
   * A required list of objects, each read from its members; empty only after a fault.
   *
   * @param min how many there have to be
   * @param max how many there may be
   */
  public <E> List<E> list(String member, int min, int max, Function<Members, E> read) {
    JsonValue value = required(member);
    List<E> items = new ArrayList<>();
    if (value == null) {
      return items;
    }
    if (!(value instanceof JsonArray array) || array.size() < min || array.size() > max) {
      fault(member, "has to be a list of " + min + " to " + max + " objects");
      return items;
    }
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof JsonObject item) {
        items.add(
            read.apply(new Members(item, base + "/" + JsonText.escape(member) + "/" + i, faults)));
      } else {
        faultAt(member + "/" + i, "has to be an object");
      }
    }
    return items;
  }

  /** A list of objects that may be missing, null or empty. */
  public <E> List<E> optionalList(String member, int max, Function<Members, E> read) {
    return isAbsent(member) ? List.of() : list(member, 0, max, read);
  }

  /** Tells whether the member is there, and not null. */
  public boolean has(String member) {
    return !isAbsent(member);
  }

  /**
   * A required list of objects that are acceptable or not each by itself: each item's faults are
   * its own. The list's are those of this object.
   *
   * @param max how many there may be
   */
  public List<Members> each(String member, int max) {
    JsonValue value = required(member);
    List<Members> items = new ArrayList<>();
    if (value == null) {
      return items;
    }
    if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > max) {
      fault(member, "has to be a list of 1 to " + max + " objects");
      return items;
    }
    for (int i = 0; i < array.size(); i++) {
      String path = base + "/" + JsonText.escape(member) + "/" + i;
      List<Fault> own = new ArrayList<>();
      if (array.get(i) instanceof JsonObject item) {
        items.add(new Members(item, path, own));
      } else {
        own.add(new Fault(path, "has to be an object"));
        items.add(new Members(JsonValue.EMPTY_JSON_OBJECT, path, own));
      }
    }
    return items;
  }

  /** A required {@code true} or {@code false}. */
  public boolean flag(String member) {
    JsonValue value = required(member);
    if (value != null && !value.equals(JsonValue.TRUE) && !value.equals(JsonValue.FALSE)) {
      fault(member, "has to be true or false");
    }
    return JsonValue.TRUE.equals(value);
  }

  /** A required word out of those; after a fault the first of them. */
  public <E> E oneOf(String member, List<E> values, Function<E, String> wireName) {
    JsonValue value = required(member);
    if (value == null) {
      return values.get(0);
    }
    return oneOf(value, member, values, wireName);
  }

  /** A required list without a word twice; empty only after a fault. */
  public <E> List<E> someOf(String member, List<E> values, Function<E, String> wireName) {
    JsonArray array = array(member, 1);
    List<E> words = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      E word = oneOf(array.get(i), member + "/" + i, values, wireName);
      if (!words.contains(word)) {
        words.add(word);
      }
    }
    return words;
  }

  /** A required list of ids; empty only after a fault. */
  public List<String> ids(String member) {
    return ids(member, 1);
  }

  /** A list of ids that may be missing, null or empty. */
  public List<String> optionalIds(String member) {
    return isAbsent(member) ? List.of() : ids(member, 0);
  }

  /** A list of printable texts that may be missing, null or empty. */
  public List<String> optionalTexts(String member, int maxItems, int maxLength) {
    if (isAbsent(member)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (!(object.get(member) instanceof JsonArray array) || array.size() > maxItems) {
      fault(member, "has to be a list of at most " + maxItems + " texts");
      return texts;
    }
    for (int i = 0; i < array.size(); i++) {
      texts.add(printable(array.get(i), member + "/" + i, maxLength));
    }
    return texts;
  }

  /** An object of the client's own, which may be missing or null; then the empty one. */
  public Json object(String member) {
    if (isAbsent(member)) {
      return Json.EMPTY;
    }
    if (!(object.get(member) instanceof JsonObject value)) {
      fault(member, "has to be an object");
      return Json.EMPTY;
    }
    String text = value.toString();
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_OBJECT) {
      fault(member, "is larger than " + MAX_OBJECT + " bytes");
      return Json.EMPTY;
    }
    return new Json(text);
  }

  /** The members of a required object, which share the faults of this one. */
  public Members members(String member) {
    JsonValue value = required(member);
    if (value instanceof JsonObject inner) {
      return new Members(inner, base + "/" + JsonText.escape(member), faults);
    }
    if (value != null) {
      fault(member, "has to be an object");
    }
    // Its members are not reported as missing: the object itself is.
    return new Members(JsonValue.EMPTY_JSON_OBJECT, base, new ArrayList<>());
  }

  /** An ISO 8601 time with its offset, which may be missing or null. */
  public @Nullable Instant optionalTime(String member) {
    String text = optionalText(member, 64);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text)
          .toInstant()
          .truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      fault(member, "has to be an ISO 8601 time with its offset, such as 2030-01-01T00:00:00Z");
      return null;
    }
  }

  private List<String> ids(String member, int min) {
    JsonArray array = array(member, min);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      ids.add(printable(array.get(i), member + "/" + i, Id.MAX_LENGTH));
    }
    return ids;
  }

  private JsonArray array(String member, int min) {
    JsonValue value = required(member);
    if (value == null) {
      return JsonValue.EMPTY_JSON_ARRAY;
    }
    if (!(value instanceof JsonArray array)) {
      fault(member, "has to be a list");
      return JsonValue.EMPTY_JSON_ARRAY;
    }
    if (array.size() < min || array.size() > MAX_IDS) {
      fault(member, "has to have " + min + " to " + MAX_IDS + " items");
      return JsonValue.EMPTY_JSON_ARRAY;
    }
    return array;
  }

  private <E> E oneOf(JsonValue value, String path, List<E> values, Function<E, String> wireName) {
    if (value instanceof JsonString word) {
      for (E candidate : values) {
        if (wireName.apply(candidate).equals(word.getString())) {
          return candidate;
        }
      }
    }
    String words = values.stream().map(wireName).collect(Collectors.joining(", "));
    faultAt(path, "has to be one of " + words);
    return values.get(0);
  }

  private String printable(JsonValue value, String path, int max) {
    if (!(value instanceof JsonString string)) {
      faultAt(path, "has to be a text");
      return "";
    }
    String text = string.getString();
    String fault = Text.fault(text, max);
    if (fault != null) {
      faultAt(path, fault);
    }
    return text;
  }

  private boolean isAbsent(String member) {
    return object.getOrDefault(member, JsonValue.NULL).equals(JsonValue.NULL);
  }

  private @Nullable JsonValue required(String member) {
    JsonValue value = object.get(member);
    if (value == null) {
      fault(member, "is missing");
    }
    return value;
  }

  /** The path's parts are names of ours and numbers: they need no escape. */
  private void faultAt(String path, String detail) {
    faults.add(new Fault(base + "/" + path, detail));
  }
}
