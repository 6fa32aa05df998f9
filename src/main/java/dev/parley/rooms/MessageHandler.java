package dev.parley.rooms;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Room;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomCommand.DeleteMessage;
import dev.parley.vocabulary.RoomCommand.EditMessage;
import dev.parley.vocabulary.RoomCommand.ExpireMessages;
import dev.parley.vocabulary.RoomCommand.MarkReceived;
import dev.parley.vocabulary.RoomCommand.PostMessage;
import dev.parley.vocabulary.RoomCommand.React;
import dev.parley.vocabulary.RoomEvent.MessageEdited;
import dev.parley.vocabulary.RoomEvent.ReactionChanged;
import dev.parley.vocabulary.RoomRemark.Received;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.Topic;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what is said in rooms, and what becomes of it. Stateless; runs on the journal's
 * writer thread. Who may is looked up in the rows, whatever the switchboard has let through.
 */
public final class MessageHandler implements CommandHandler {
  /** How often a message may be edited: every version of it is kept until it goes. */
  static final int MAX_EDITS = 100;

  /** How many reactions a message may have. */
  static final int MAX_REACTIONS = 1_000;

  private final RoomRules rules;
  private final Posting posting;
  private final Senders senders;

  /**
   * @param senders tells whom to tell of what was read
   */
  public MessageHandler(RoomSettings settings, Senders senders) {
    this.rules = new RoomRules(settings);
    this.posting = new Posting(settings);
    this.senders = senders;
  }

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(
        PostMessage.class,
        EditMessage.class,
        DeleteMessage.class,
        React.class,
        MarkReceived.class,
        ExpireMessages.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    RoomCommand asked = (RoomCommand) command;
    String actor = RoomRules.actor(asked, caller);
    keys.add(RoomRow.class, asked.roomId());
    keys.add(MemberRow.class, RowKeys.member(asked.roomId(), actor));
    switch (asked) {
      case PostMessage c -> Posting.announceKeys(c, actor, keys);
      case EditMessage c -> keys.add(MessageRow.class, c.messageId());
      case DeleteMessage c -> keys.add(MessageRow.class, c.messageId());
      case React c -> {
        keys.add(MessageRow.class, c.messageId());
        keys.add(ReactionRow.class, RowKeys.reaction(c.messageId(), actor, c.emoji()));
      }
      case ExpireMessages c -> c.messageIds().forEach(id -> keys.add(MessageRow.class, id));
      default -> {
        // Nothing else is looked up.
      }
    }
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    RoomCommand asked = (RoomCommand) command;
    RoomRows rows = new RoomRows(batch);
    Refusal refusal = rules.refusal(asked, batch.caller(), batch.now(), rows);
    if (refusal != null) {
      return new Reply.Refused(refusal);
    }
    return switch (asked) {
      case PostMessage c -> posting.post(c, rows);
      case EditMessage c -> edit(c, batch);
      case DeleteMessage c -> delete(c, rows);
      case React c -> react(c, batch);
      case MarkReceived c -> mark(c, rows);
      case ExpireMessages c -> expire(c, batch);
      default -> throw new IllegalArgumentException("not a command of this handler: " + command);
    };
  }

  private static Reply edit(EditMessage command, Batch batch) {
    MessageRow row = present(command.roomId(), command.messageId(), batch);
    if (row == null) {
      return noMessage();
    }
    Caller caller = batch.caller();
    if (!row.isOf(caller.id()) && !caller.holds(Role.ADMIN)) {
      return Reply.refused(Refusal.Code.FORBIDDEN, "Only its sender edits a message.");
    }
    if (row.text().equals(command.text())) {
      return row.answer();
    }
    if (row.saidAt().size() > MAX_EDITS) {
      return Reply.refused(
          Refusal.Code.CONFLICT, "The message was edited " + MAX_EDITS + " times.");
    }
    batch.nextStamp();
    row.edit(command.text(), batch.now());
    Topic topic = Room.topic(command.roomId());
    var position = batch.append(topic, new MessageEdited(row.message(), caller.id()));
    if (!row.isOf(caller.id())) {
      batch.record(of(Act.Kind.MESSAGE_EDITED, row));
    }
    row.saidAgain(position);
    Terms.forget(row, batch);
    Terms.keep(row, batch);
    return new Reply.Posted(row.messageId(), position, batch.now());
  }

  private static Reply delete(DeleteMessage command, RoomRows rows) {
    Batch batch = rows.batch();
    MessageRow row = message(command.roomId(), command.messageId(), batch);
    if (row == null || row.isExpired(batch.now())) {
      return noMessage();
    }
    if (row.isDeleted()) {
      return Reply.done();
    }
    Caller caller = batch.caller();
    if (!row.isOf(caller.id()) && !moderates(command.roomId(), caller, rows)) {
      return Reply.refused(
          Refusal.Code.FORBIDDEN, "Only its sender and moderators delete a message.");
    }
    batch.nextStamp();
    if (!row.isOf(caller.id())) {
      batch.record(of(Act.Kind.MESSAGE_DELETED, row));
    }
    Removal.delete(row, caller.id(), batch);
    return Reply.done();
  }

  private static Act of(Act.Kind kind, MessageRow message) {
    return Act.in(message.roomId(), kind, message.messageId(), "said by " + message.userId());
  }

  private static boolean moderates(String roomId, Caller caller, RoomRows rows) {
    var member = rows.member(roomId, caller.id());
    return caller.holds(Role.ADMIN)
        || (member != null && member.role().includes(RoomRole.MODERATOR));
  }

  private static Reply react(React command, Batch batch) {
    MessageRow row = present(command.roomId(), command.messageId(), batch);
    if (row == null) {
      return noMessage();
    }
    String userId = batch.caller().id();
    String key = RowKeys.reaction(command.messageId(), userId, command.emoji());
    ReactionRow reaction = batch.find(ReactionRow.class, key);
    if (command.added() == (reaction != null && reaction.isShown())) {
      return Reply.done();
    }
    if (command.added() && row.reactions() >= MAX_REACTIONS) {
      return Reply.refused(
          Refusal.Code.CONFLICT, "The message has as many reactions as it may have.");
    }
    if (reaction == null) {
      reaction = new ReactionRow(command.messageId(), userId, command.emoji());
      batch.persist(reaction, key);
    }
    reaction.show(command.added(), batch.now());
    row.addReactions(command.added() ? 1 : -1);
    batch.nextStamp();
    batch.append(
        Room.topic(command.roomId()),
        new ReactionChanged(
            command.roomId(),
            command.messageId(),
            userId,
            command.emoji(),
            command.added(),
            batch.now()));
    return Reply.done();
  }

  private Reply mark(MarkReceived command, RoomRows rows) {
    Batch batch = rows.batch();
    String userId = batch.caller().id();
    MemberRow member = Objects.requireNonNull(rows.row(command.roomId(), userId));
    Topic topic = Room.topic(command.roomId());
    long offset = Math.min(command.offset(), batch.head(topic));
    long before = command.read() ? member.read() : member.received();
    if (offset <= before) {
      return Reply.done();
    }
    batch.nextStamp();
    member.mark(offset, command.read());
    Set<String> told = new HashSet<>(senders.since(command.roomId(), before));
    told.remove(userId);
    if (!told.isEmpty()) {
      batch.tell(topic, new Received(command.roomId(), userId, offset, command.read(), told));
    }
    return Reply.done();
  }

  private static Reply expire(ExpireMessages command, Batch batch) {
    batch.nextStamp();
    for (String messageId : command.messageIds()) {
      MessageRow row = message(command.roomId(), messageId, batch);
      // It may be gone since the hub looked.
      if (row != null && row.isExpired(batch.now())) {
        Removal.expire(row, batch);
      }
    }
    return Reply.done();
  }

  private static @Nullable MessageRow message(String roomId, String messageId, Batch batch) {
    MessageRow row = batch.find(MessageRow.class, messageId);
    return row == null || !row.roomId().equals(roomId) ? null : row;
  }

  /** The message, unless it is gone, or is to go any moment. */
  private static @Nullable MessageRow present(String roomId, String messageId, Batch batch) {
    MessageRow row = message(roomId, messageId, batch);
    return row == null || row.isDeleted() || row.isExpired(batch.now()) ? null : row;
  }

  private static Reply noMessage() {
    return Reply.refused(Refusal.Code.NOT_FOUND, "There is no such message in the room.");
  }
}
