package dev.parley.door.agents;

import dev.parley.delivery.Dialect;
import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.MessageMembers;
import dev.parley.door.RefusedException;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.PresenceCommand.SetPresence;
import dev.parley.vocabulary.PresenceStatus;
import dev.parley.vocabulary.Room;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what a client says. */
final class Requests {
  private static final int MAX_TOKEN = 16 * 1024;
  private static final String CLIENT_MESSAGE_ID = "clientMessageId";

  private Requests() {}

  /** What a client can say. */
  private enum Word {
    PING,
    PONG,
    AUTH,
    SUBSCRIBE,
    CHAT_MESSAGE,
    USER_PRESENCE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Dialect.Decoded read(String frame) {
    String requestId = null;
    try {
      JsonObject object = JsonText.parse(frame);
      requestId = clientMessageId(object);
      Members members = new Members(object);
      Word word = members.oneOf("type", List.of(Word.values()), Word::wireName);
      members.check();
      Command command =
          switch (word) {
            case PING -> new ConnectionCommand.Ping();
            case PONG -> new ConnectionCommand.Pong();
            case AUTH ->
                new ConnectionCommand.Renew(members.members("data").text("token", MAX_TOKEN));
            case SUBSCRIBE -> subscribe(members);
            case CHAT_MESSAGE -> {
              Members data = members.members("data");
              yield MessageMembers.chatMessage(data.id("conversationId"), data);
            }
            case USER_PRESENCE ->
                new SetPresence(
                    members.oneOf(
                        "data", List.of(PresenceStatus.values()), PresenceStatus::wireName));
          };
      members.check();
      return new Dialect.Request(command, requestId);
    } catch (RefusedException e) {
      return new Dialect.Unreadable(e.refusal(), requestId);
    }
  }

  private static Command subscribe(Members members) {
    Members data = members.members("data");
    String conversationId = data.id("conversationId");
    Long since = data.optionalWhole("since", 0, Long.MAX_VALUE);
    String epoch = data.optionalText("epoch", Id.MAX_LENGTH);
    members.check();
    return new ConnectionCommand.Listen(Room.topic(conversationId), since, epoch);
  }

  /** The client's own name of a message, for the answer, where it is one. */
  private static @Nullable String clientMessageId(JsonObject frame) {
    return frame.get("data") instanceof JsonObject data
            && data.get(CLIENT_MESSAGE_ID) instanceof JsonString id
            && id.getString().length() <= Id.MAX_LENGTH
        ? id.getString()
        : null;
  }
}
