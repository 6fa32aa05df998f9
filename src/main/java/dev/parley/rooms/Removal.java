package dev.parley.rooms;

import dev.parley.journal.Batch;
import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomEvent.MessageDeleted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes messages away, with everything that was said of them. */
final class Removal {
  private static final String FORGET_REACTIONS = "DELETE FROM room_reaction WHERE message_id = ?";

  private Removal() {}

  /** Somebody has deleted it. What is left says that its id was taken, until it would expire. */
  static void delete(MessageRow message, String by, Batch batch) {
    List<Long> said = message.saidAt();
    forget(message, batch);
    message.delete();
    say(message, by, said, batch);
  }

  /** Its time is over. */
  static void expire(MessageRow message, Batch batch) {
    String clientKey = message.clientKey();
    if (clientKey != null) {
      ClientMessageRow named = batch.find(ClientMessageRow.class, clientKey);
      if (named != null) {
        batch.remove(named, clientKey);
      }
    }
    if (!message.isDeleted()) {
      forget(message, batch);
      say(message, null, message.saidAt(), batch);
    }
    batch.remove(message, message.messageId());
  }

  private static void forget(MessageRow message, Batch batch) {
    Terms.forget(message, batch);
    batch.write(FORGET_REACTIONS, message.messageId());
    for (Attachment attachment : message.attachments()) {
      AttachmentRow row = batch.find(AttachmentRow.class, attachment.attachmentId());
      if (row != null) {
        AttachmentHandler.remove(row, batch);
      }
    }
    String replyTo = message.replyTo();
    MessageRow parent = replyTo == null ? null : batch.find(MessageRow.class, replyTo);
    if (parent != null) {
      parent.addReplies(-1);
    }
  }

  private static void say(MessageRow message, @Nullable String by, List<Long> said, Batch batch) {
    batch.append(
        Room.topic(message.roomId()),
        new MessageDeleted(message.roomId(), message.messageId(), by, said));
  }
}
