package dev.parley.vocabulary;

import java.util.Set;

/** What is said on the topic of a room, and not kept. */
public sealed interface RoomRemark extends LatestEvent {

  /** In which room. */
  String roomId();

  /**
   * Somebody looks at the room, or no longer does. Told to the others.
   *
   * @param here whether they look at it now
   */
  record ViewChanged(String roomId, String userId, String userName, boolean here)
      implements RoomRemark {
    @Override
    public String subject() {
      return "view:" + userId;
    }

    @Override
    public boolean isFor(Caller listener) {
      return !listener.id().equals(userId);
    }
  }

  /** Somebody is writing, or has stopped. Told to the others; ends by itself after 3 s. */
  record Typing(String roomId, String userId, String userName, boolean isTyping)
      implements RoomRemark {
    @Override
    public String subject() {
      return "typing:" + userId;
    }

    @Override
    public boolean isFor(Caller listener) {
      return !listener.id().equals(userId);
    }
  }

  /**
   * Somebody has received, or read, everything up to an offset. Told to those who have said
   * something that is meant.
   *
   * @param read or only received
   * @param senders ids
   */
  record Received(String roomId, String userId, long offset, boolean read, Set<String> senders)
      implements RoomRemark {
    public Received {
      senders = Set.copyOf(senders);
    }

    @Override
    public String subject() {
      return (read ? "read:" : "received:") + userId;
    }

    @Override
    public boolean isFor(Caller listener) {
      return senders.contains(listener.id());
    }
  }
}
