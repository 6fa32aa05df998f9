package dev.parley.door.rooms;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Opening;
import dev.parley.door.Parameters;
import dev.parley.door.Protocol;
import dev.parley.door.RefusedException;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Topic;
import java.util.List;

/**
 * The Rooms contract over WebSocket. A connection hears what everybody is told, and what its caller
 * alone is told, who is there, and the rooms into which it comes.
 *
 * @param dialect what is spoken
 */
public record RoomsProtocol(Dialect dialect) implements Protocol {
  private static final String USER_ID = "userId";

  @Override
  public Opening opening(Caller caller, Parameters query) {
    String userId = query.optionalId(USER_ID);
    if (userId != null && !query.isFaulty() && !userId.equals(caller.id())) {
      throw new RefusedException(
          Refusal.Code.FORBIDDEN, "The userId is not that of the credential.");
    }
    List<Topic> heard =
        caller.holds(Role.MEMBER)
            ? List.of(Topic.of(caller), Topic.GLOBAL, Topic.PRESENCE)
            : List.of(Topic.GLOBAL);
    return new Opening(
        heard.stream().map(topic -> new Opening.Subscription(topic, null)).toList(),
        Filter.ALL,
        "rooms");
  }
}
