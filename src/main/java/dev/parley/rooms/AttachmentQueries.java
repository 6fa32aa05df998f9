package dev.parley.rooms;

import dev.parley.journal.Snapshots;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.RoomQuery.ShowAttachment;
import dev.parley.vocabulary.RoomQuery.ShowChunk;
import dev.parley.vocabulary.RoomView;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows files of rooms. Asks the database: blocks. Safe for use by any number of threads. That the
 * caller may read the room is the switchboard's matter.
 */
public final class AttachmentQueries {
  private final Snapshots snapshots;
  private final InstantSource clock;

  /**
   * @param clock tells which have expired
   */
  public AttachmentQueries(Snapshots snapshots, InstantSource clock) {
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** What is known of a file; null where there is none for the caller. */
  public RoomView.@Nullable OneAttachment find(ShowAttachment query, Caller caller) {
    return snapshots.read(
        (entities, heads) -> {
          AttachmentRow row = row(entities, query.roomId(), query.attachmentId(), caller);
          return row == null ? null : new RoomView.OneAttachment(row.attachment(), row.digest());
        });
  }

  /** A part of it; null where there is none for the caller. */
  public RoomView.@Nullable Chunk chunk(ShowChunk query, Caller caller) {
    return snapshots.read(
        (entities, heads) ->
            row(entities, query.roomId(), query.attachmentId(), caller) == null
                ? null
                : chunk(entities, query));
  }

  private static RoomView.@Nullable Chunk chunk(EntityManager entities, ShowChunk query) {
    List<?> found =
        entities
            .createNativeQuery(
                "SELECT content FROM room_attachment_chunk WHERE attachment_id = ?"
                    + " AND chunk_index = ?")
            .setParameter(1, query.attachmentId())
            .setParameter(2, query.index())
            .getResultList();
    return found.isEmpty() ? null : new RoomView.Chunk(ByteBuffer.wrap((byte[]) found.getFirst()));
  }

  /** Before it stands in a message it is its bringer's alone. */
  private @Nullable AttachmentRow row(
      EntityManager entities, String roomId, String attachmentId, Caller caller) {
    AttachmentRow row = entities.find(AttachmentRow.class, attachmentId);
    return row == null
            || !row.roomId().equals(roomId)
            || !row.isComplete()
            || row.isExpired(clock.instant())
            || !(row.isAttached() || row.isBroughtBy(caller))
        ? null
        : row;
  }
}
