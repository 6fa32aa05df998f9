package dev.parley.door.rest;

import dev.parley.door.Parameters;
import dev.parley.vocabulary.Slice;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The query parameters {@code limit} and {@code cursor}, and the member {@code next_cursor}. */
final class PageCursor {
  private static final int DEFAULT_LIMIT = 50;

  private PageCursor() {}

  /** Which part is asked for; faults are noted with the parameters. */
  static Slice slice(Parameters query) {
    int limit = (int) query.number("limit", 1, Slice.MAX_LIMIT, DEFAULT_LIMIT);
    String cursor = query.optional("cursor");
    Long before = cursor == null ? null : before(cursor);
    if (cursor != null && before == null) {
      query.fault("cursor", "is not one that this list has given");
    }
    return new Slice(limit, before);
  }

  /** Adds the cursor of the part that follows; null where there is none. */
  static JsonObjectBuilder next(JsonObjectBuilder members, @Nullable Long next) {
    return next == null
        ? members.add("next_cursor", JsonValue.NULL)
        : members.add("next_cursor", text(next));
  }

  /** The same as {@code nextCursor}: where the names of members are not those of Collaboration. */
  static JsonObjectBuilder nextCursor(JsonObjectBuilder members, @Nullable Long next) {
    return next == null
        ? members.add("nextCursor", JsonValue.NULL)
        : members.add("nextCursor", text(next));
  }

  private static String text(long before) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(before).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static @Nullable Long before(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      long before = bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : 0;
      return before > 0 ? before : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
