package dev.parley.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of the journal.
 *
 * @param batchCommands commands in one transaction at most
 * @param batchBytes weight of the commands in one transaction at most (one command may exceed it)
 * @param queueCommands waiting commands at most; one more is refused at once
 * @param queueBytes weight of the waiting commands at most
 * @param deadline how long a command may wait to be run; after that it is refused unexecuted
 * @param answerTimeout how long a caller waits while the outcome of a commit is unknown
 * @param idempotencyRetention how long answers are kept for repeated requests
 * @param retention how long events are kept, so that clients can go on where they left off
 * @param lease how long the hub has the log to itself without saying so again, where another could
 *     use the same database; null where several share it, or only one can open it
 */
public record JournalSettings(
    int batchCommands,
    long batchBytes,
    int queueCommands,
    long queueBytes,
    Duration deadline,
    Duration answerTimeout,
    Duration idempotencyRetention,
    Duration retention,
    @Nullable Duration lease) {

  /** What the design names. */
  public static final JournalSettings DEFAULT =
      new JournalSettings(
          256,
          1 << 20,
          4096,
          32 << 20,
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofHours(24),
          Duration.ofDays(7),
          null);

  public JournalSettings {
    if (batchCommands < 1 || batchBytes < 1 || queueCommands < 2 || queueBytes < 1) {
      throw new IllegalArgumentException("the journal's bounds must be positive");
    }
  }
}
