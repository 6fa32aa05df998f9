package dev.parley.rooms;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler.Keys;
import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomEvent.MessagePosted;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How somebody says something in a room. */
final class Posting {
  /** Nobody else makes ids of this form, so that none is taken before the hub comes to it. */
  private static final Pattern ID_OF_THE_HUB = Pattern.compile("msg_[0-9]+");

  private final RoomSettings settings;

  Posting(RoomSettings settings) {
    this.settings = settings;
  }

  /** Names the rows that are looked up, but for the room and the sender. */
  static void announceKeys(PostMessage command, String sender, Keys keys) {
    if (command.messageId() != null) {
      keys.add(MessageRow.class, command.messageId());
    }
    if (command.replyTo() != null) {
      keys.add(MessageRow.class, command.replyTo());
    }
    command.attachmentIds().forEach(id -> keys.add(AttachmentRow.class, id));
    String named = clientKey(command, sender);
    if (named != null) {
      keys.add(ClientMessageRow.class, named);
    }
  }

  private static @Nullable String clientKey(PostMessage command, String sender) {
    return command.clientMessageId() == null
        ? null
        : RowKeys.clientMessage(command.roomId(), sender, command.clientMessageId());
  }

  /** Says it, given that the rules allow it; a repeated one gets the first answer again. */
  Reply post(PostMessage command, RoomRows rows) {
    Batch batch = rows.batch();
    String sender = RoomRules.actor(command, batch.caller());
    String clientKey = clientKey(command, sender);
    Reply earlier = earlier(command, sender, clientKey, batch);
    if (earlier != null) {
      return earlier;
    }
    MessageRow parent = parent(command, batch);
    List<AttachmentRow> attachments = attachments(command, batch);
    Refusal refusal = refusal(command, parent, attachments);
    if (refusal != null) {
      return new Reply.Refused(refusal);
    }
    RoomRow room = enter(command, sender, rows);
    long stamp = batch.nextStamp();
    Message message =
        message(
            command,
            sender,
            stamp,
            room.room(),
            attachments.stream().map(AttachmentRow::attachment).toList(),
            batch);
    attachments.forEach(file -> file.attach(message.messageId(), message.expiresAt()));
    MessageRow row = new MessageRow(stamp, message, command, batch.caller().id(), batch.now());
    batch.persist(row, row.messageId());
    Position position = batch.append(room.room().topic(), new MessagePosted(message));
    row.place(position);
    Terms.keep(row, batch);
    if (parent != null) {
      parent.addReplies(1);
    }
    MemberRow member = rows.row(command.roomId(), sender);
    if (member != null) {
      member.said(position.offset());
    }
    if (clientKey != null) {
      batch.persist(new ClientMessageRow(clientKey, row.answer()), clientKey);
    }
    return row.answer();
  }

  private static @Nullable Reply earlier(
      PostMessage command, String sender, @Nullable String clientKey, Batch batch) {
    ClientMessageRow named =
        clientKey == null ? null : batch.find(ClientMessageRow.class, clientKey);
    if (named != null) {
      return named.answer();
    }
    MessageRow row =
        command.messageId() == null ? null : batch.find(MessageRow.class, command.messageId());
    if (row == null) {
      return null;
    }
    return row.roomId().equals(command.roomId()) && row.userId().equals(sender)
        ? row.answer()
        : Reply.refused(Refusal.Code.CONFLICT, "There is another message of that id.");
  }

  private static @Nullable MessageRow parent(PostMessage command, Batch batch) {
    MessageRow row =
        command.replyTo() == null ? null : batch.find(MessageRow.class, command.replyTo());
    return row == null
            || row.isDeleted()
            || row.isExpired(batch.now())
            || !row.roomId().equals(command.roomId())
        ? null
        : row;
  }

  /** The files that are meant, those that the caller may say something with. */
  private static List<AttachmentRow> attachments(PostMessage command, Batch batch) {
    List<AttachmentRow> found = new ArrayList<>();
    for (String attachmentId : command.attachmentIds()) {
      AttachmentRow row = batch.find(AttachmentRow.class, attachmentId);
      if (row != null
          && row.roomId().equals(command.roomId())
          && row.isBroughtBy(batch.caller())
          && row.isComplete()
          && !row.isAttached()
          && !row.isExpired(batch.now())
          && !found.contains(row)) {
        found.add(row);
      }
    }
    return found;
  }

  private static @Nullable Refusal refusal(
      PostMessage command, @Nullable MessageRow parent, List<AttachmentRow> attachments) {
    if (command.replyTo() != null && parent == null) {
      return invalid("/replyTo", "is no message of this room");
    }
    if (command.messageId() != null && ID_OF_THE_HUB.matcher(command.messageId()).matches()) {
      return invalid("/messageId", "is of a form that the hub keeps for its own");
    }
    if (command.attachmentIds().size() != attachments.size()) {
      return invalid(
          "/attachments",
          "names something that is no file which you have brought to this room and not said"
              + " anything with yet");
    }
    if (command.text().length() > Message.MAX_TEXT) {
      return invalid("/message", "is longer than " + Message.MAX_TEXT + " characters");
    }
    if (command.text().isEmpty() && attachments.isEmpty()) {
      return invalid("/message", "is empty");
    }
    return null;
  }

  private static Refusal invalid(String pointer, String detail) {
    return Refusal.invalid(List.of(new Refusal.Fault(pointer, detail)));
  }

  /** The room, made where there is none, with the sender in it where it is open to them. */
  private static RoomRow enter(PostMessage command, String sender, RoomRows rows) {
    Batch batch = rows.batch();
    RoomRow room = rows.row(command.roomId());
    if (room == null) {
      return rows.create(
          new RoomRow(
              batch.nextStamp(),
              command.roomId(),
              command.newRoomType(),
              null,
              null,
              sender,
              batch.now()),
          sender);
    }
    if (room.room().type() == RoomType.TEAM && rows.member(command.roomId(), sender) == null) {
      rows.enter(room, sender, RoomRole.MEMBER);
    }
    return room;
  }

  private Message message(
      PostMessage command,
      String sender,
      long stamp,
      Room room,
      List<Attachment> attachments,
      Batch batch) {
    Instant now = batch.now();
    Instant sentAt = command.sentAt();
    Caller caller = batch.caller();
    return new Message(
        command.messageId() == null ? "msg_" + stamp : command.messageId(),
        command.roomId(),
        sender,
        sender.equals(caller.id()) ? caller.displayName() : sender,
        command.text(),
        command.type(),
        attachments,
        command.replyTo(),
        sentAt == null || sentAt.isAfter(now) ? now : sentAt,
        now.plus(kept(room)),
        null);
  }

  /**
   * As long as the room says, but never longer than the deployment does, which may say less now.
   */
  private Duration kept(Room room) {
    Duration own = room.messageTtl();
    Duration most = settings.messageTtl();
    return own == null || own.compareTo(most) > 0 ? most : own;
  }
}
