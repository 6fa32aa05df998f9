package dev.parley.switchboard;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.RoomCommand;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets for what is said in rooms: one per caller, one per room; and one per caller for
 * rooms made, and one for files brought. Safe for use by any number of threads.
 *
 * <p>To edit, delete, react and invite costs the caller as much as a message, and the room nothing;
 * to come in and to mark what was read costs nothing, because a client does that by itself. What a
 * moderator does is counted by {@link UpdateLimits}.
 */
final class RoomLimits {
  private final LimitSettings settings;
  private final TokenBuckets callers;
  private final TokenBuckets rooms;
  private final TokenBuckets made;
  private final TokenBuckets uploads;

  /**
   * Full buckets.
   *
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
   */
  RoomLimits(LimitSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    Duration second = Duration.ofSeconds(1);
    int perUser = settings.messagesPerUser();
    callers =
        new TokenBuckets(
            "messages",
            perUser,
            second,
            perUser,
            multiplier ->
                "You write faster than "
                    + TokenBuckets.times(perUser, multiplier)
                    + " messages a second.",
            nanoTime);
    int perRoom = settings.messagesPerRoom();
    rooms =
        new TokenBuckets(
            "messages-of-room",
            perRoom,
            second,
            perRoom,
            multiplier -> "More than " + perRoom + " messages a second are written in this room.",
            nanoTime);
    int roomsMade = settings.roomsPerUser();
    made =
        new TokenBuckets(
            "rooms",
            roomsMade,
            Duration.ofHours(1),
            roomsMade,
            multiplier ->
                "You make more than "
                    + TokenBuckets.times(roomsMade, multiplier)
                    + " rooms an hour.",
            nanoTime);
    uploads = uploads(settings.uploadsPerUser(), nanoTime);
  }

  private static TokenBuckets uploads(int perUser, LongSupplier nanoTime) {
    return new TokenBuckets(
        "uploads",
        perUser,
        Duration.ofHours(1),
        perUser,
        multiplier ->
            "You bring more than " + TokenBuckets.times(perUser, multiplier) + " files an hour.",
        nanoTime);
  }

  /** Takes what the command costs; the refusal where there is not enough. */
  @Nullable Refusal take(RoomCommand command, Caller caller, boolean makesRoom) {
    double multiplier = settings.multiplier(caller.plan());
    Refusal refusal = isSaid(command) ? callers.take(caller.qualifiedId(), multiplier) : null;
    if (refusal == null && command instanceof RoomCommand.PostMessage) {
      refusal = rooms.take(command.roomId(), 1);
    }
    if (command instanceof RoomCommand.StoreChunk chunk && chunk.index() == 0) {
      refusal = uploads.take(caller.qualifiedId(), multiplier);
    }
    if (refusal == null && makesRoom) {
      refusal = made.take(caller.qualifiedId(), multiplier);
    }
    return refusal;
  }

  private static boolean isSaid(RoomCommand command) {
    return switch (command) {
      case RoomCommand.PostMessage c -> true;
      case RoomCommand.EditMessage c -> true;
      case RoomCommand.DeleteMessage c -> true;
      case RoomCommand.React c -> true;
      case RoomCommand.Invite c -> true;
      default -> false;
    };
  }
}
