package dev.parley.switchboard;

import dev.parley.vocabulary.AgentCommand;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.ContentCommand;
import dev.parley.vocabulary.EphemeralCommand;
import dev.parley.vocabulary.NotificationCommand;
import dev.parley.vocabulary.PresenceCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.RoomCommand;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket per caller for what others are told because of it, and what no other limit counts.
 * Safe for use by any number of threads.
 */
final class UpdateLimits {
  private final LimitSettings settings;
  private final TokenBuckets buckets;

  /**
   * Full buckets.
   *
   * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
   */
  UpdateLimits(LimitSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    int rate = settings.updatesPerUser();
    this.buckets =
        new TokenBuckets(
            "updates",
            rate,
            Duration.ofSeconds(1),
            (int) Math.min(Integer.MAX_VALUE, 2L * rate),
            multiplier ->
                "You have others told faster than "
                    + TokenBuckets.times(rate, multiplier)
                    + " times a second.",
            nanoTime);
  }

  /** Whether the command is counted here. */
  static boolean counts(Command command) {
    return command instanceof NotificationCommand.Notify
        || command instanceof NotificationCommand.Broadcast
        || command instanceof AgentCommand
        || command instanceof PresenceCommand
        || command instanceof EphemeralCommand.SetTyping
        || command instanceof ContentCommand
        || (command instanceof RoomCommand asked && changesRoom(asked));
  }

  private static boolean changesRoom(RoomCommand command) {
    return switch (command) {
      case RoomCommand.ChangeRoom c -> true;
      case RoomCommand.ArchiveRoom c -> true;
      case RoomCommand.PutMember c -> true;
      case RoomCommand.RemoveMember c -> true;
      case RoomCommand.MuteMember c -> true;
      case RoomCommand.AnswerInvitation c -> true;
      default -> false;
    };
  }

  /** Takes a token of the caller's; the refusal where there is none. */
  @Nullable Refusal take(Caller caller) {
    return buckets.take(caller.qualifiedId(), settings.multiplier(caller.plan()));
  }
}
