package dev.parley.vocabulary;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where people and agents talk. Its feed is the topic {@code room:<id>}.
 *
 * @param roomId 1 to 128 printable characters
 * @param name what people call it; the id where nobody has named it
 * @param createdBy the id of its first owner
 * @param messageTtl how long its messages are kept; null for as long as the deployment says
 * @param archivedAt since when nobody can write in it any more; null while one can
 */
public record Room(
    String roomId,
    RoomType type,
    String name,
    String createdBy,
    Instant createdAt,
    @Nullable Duration messageTtl,
    @Nullable Instant archivedAt) {

  /** Where the room is heard. */
  public Topic topic() {
    return topic(roomId);
  }

  /** Where the room of that id is heard. */
  public static Topic topic(String roomId) {
    return new Topic(Topic.Kind.ROOM, roomId);
  }
}
