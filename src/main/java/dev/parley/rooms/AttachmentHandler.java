package dev.parley.rooms;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomCommand.AddAttachment;
import dev.parley.vocabulary.RoomCommand.DropAttachment;
import dev.parley.vocabulary.RoomCommand.StoreChunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Carries out how files come to rooms. Stateless; runs on the journal's writer thread. Who may is
 * looked up in the rows, whatever the switchboard has let through.
 *
 * <p>A file is brought in parts, because everybody waits for the transaction that stores one. What
 * does not stand in a message in time goes again, whether all of it was there or not.
 */
public final class AttachmentHandler implements CommandHandler {
  /** How long a file waits for a message. */
  static final Duration WAITING = Duration.ofDays(1);

  private static final String STORE =
      "INSERT INTO room_attachment_chunk (attachment_id, chunk_index, content) VALUES (?, ?, ?)";
  private static final String FORGET = "DELETE FROM room_attachment_chunk WHERE attachment_id = ?";
  private static final String OVERDUE =
      "SELECT attachment_id FROM room_attachment WHERE message_id IS NULL AND expires_at <= ?";

  /** Each has many parts. */
  private static final int PRUNED_AT_A_TIME = 20;

  private final RoomRules rules;

  public AttachmentHandler(RoomSettings settings) {
    this.rules = new RoomRules(settings);
  }

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(StoreChunk.class, AddAttachment.class, DropAttachment.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    RoomCommand asked = (RoomCommand) command;
    keys.add(RoomRow.class, asked.roomId());
    keys.add(MemberRow.class, RowKeys.member(asked.roomId(), caller.id()));
    keys.add(AttachmentRow.class, attachmentId(asked));
  }

  private static String attachmentId(RoomCommand command) {
    return switch (command) {
      case StoreChunk c -> c.attachmentId();
      case AddAttachment c -> c.attachment().attachmentId();
      case DropAttachment c -> c.attachmentId();
      default -> throw new IllegalArgumentException("not a command of this handler: " + command);
    };
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    RoomCommand asked = (RoomCommand) command;
    Refusal refusal = rules.refusal(asked, batch.caller(), batch.now(), new RoomRows(batch));
    if (refusal != null) {
      return new Reply.Refused(refusal);
    }
    AttachmentRow row = batch.find(AttachmentRow.class, attachmentId(asked));
    if (row != null && !(row.isBroughtBy(batch.caller()) && row.roomId().equals(asked.roomId()))) {
      return none();
    }
    if (asked instanceof StoreChunk chunk && chunk.index() == 0 && row == null) {
      row =
          new AttachmentRow(
              chunk.attachmentId(),
              chunk.roomId(),
              batch.caller().qualifiedId(),
              batch.now().plus(WAITING));
      batch.persist(row, row.attachmentId());
      return store(chunk, row, batch);
    }
    if (row == null) {
      return none();
    }
    return switch (asked) {
      case StoreChunk c -> fits(c, row) ? store(c, row, batch) : none();
      case AddAttachment c -> add(c, row, batch);
      case DropAttachment c -> drop(row, batch);
      default -> throw new IllegalArgumentException("not a command of this handler: " + command);
    };
  }

  private static boolean fits(StoreChunk chunk, AttachmentRow row) {
    return !row.isComplete()
        && (chunk.index() == StoreChunk.THUMBNAIL
            ? !row.hasThumbnail()
            : chunk.index() == row.chunks());
  }

  private static Reply store(StoreChunk chunk, AttachmentRow row, Batch batch) {
    byte[] content = new byte[chunk.content().remaining()];
    chunk.content().duplicate().get(content);
    batch.nextStamp();
    batch.write(STORE, chunk.attachmentId(), chunk.index(), content);
    row.grow(chunk.index(), content.length);
    return Reply.done();
  }

  private static Reply add(AddAttachment command, AttachmentRow row, Batch batch) {
    if (row.isComplete() || row.size() != command.attachment().size()) {
      return none();
    }
    batch.nextStamp();
    row.complete(command.attachment(), command.digest());
    return Reply.created(row.attachmentId());
  }

  private static Reply drop(AttachmentRow row, Batch batch) {
    if (row.isAttached()) {
      return none();
    }
    remove(row, batch);
    return Reply.done();
  }

  /** It is gone, with all its parts. */
  static void remove(AttachmentRow row, Batch batch) {
    batch.nextStamp();
    batch.write(FORGET, row.attachmentId());
    batch.remove(row, row.attachmentId());
  }

  private static Reply none() {
    return Reply.refused(Refusal.Code.NOT_FOUND, "There is no such attachment in the room.");
  }

  @Override
  public int prune(Connection connection, Instant now, int most) throws SQLException {
    int some = Math.min(most, PRUNED_AT_A_TIME);
    List<String> overdue = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(OVERDUE + " ORDER BY expires_at LIMIT " + some)) {
      query.setLong(1, now.toEpochMilli());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          overdue.add(rows.getString(1));
        }
      }
    }
    for (String statement :
        List.of(FORGET, "DELETE FROM room_attachment WHERE attachment_id = ?")) {
      try (PreparedStatement delete = connection.prepareStatement(statement)) {
        for (String attachmentId : overdue) {
          delete.setString(1, attachmentId);
          delete.addBatch();
        }
        if (!overdue.isEmpty()) {
          delete.executeBatch();
        }
      }
    }
    return overdue.size() == some ? most : overdue.size();
  }
}
