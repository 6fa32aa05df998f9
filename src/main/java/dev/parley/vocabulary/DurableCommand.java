package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command that changes something lasting; the journal runs it. */
public sealed interface DurableCommand extends Command {

  /** About how many bytes it takes to hold the command; counts in the bounds of the journal. */
  default int weight() {
    return 512;
  }

  /** An agent begins something. {@code Created} with the activity's id. */
  record RecordActivity(
      String agentId,
      String department,
      ActivityType type,
      Json metadata,
      List<String> relatedAgents)
      implements DurableCommand {
    public RecordActivity {
      relatedAgents = List.copyOf(relatedAgents);
    }

    @Override
    public int weight() {
      return 512 + metadata.text().length() + 32 * relatedAgents.size();
    }
  }

  /**
   * An agent ends something. {@code Done}; the same outcome again is {@code Done} too, another one
   * a conflict.
   */
  record CompleteActivity(String activityId, boolean success) implements DurableCommand {}

  /** Agents begin to work together. {@code Created} with the session's id. */
  record StartCollaboration(List<String> participants, String sessionType)
      implements DurableCommand {
    public StartCollaboration {
      participants = List.copyOf(participants);
    }

    @Override
    public int weight() {
      return 512 + 32 * participants.size();
    }
  }

  /** A session ends. {@code Done}, also when it has ended before. */
  record EndCollaboration(String sessionId) implements DurableCommand {}

  /** An agent tells of its memory. {@code Done}. */
  record RecordMemoryUpdate(MemoryOperation operation, String itemId, String agentId, Json metadata)
      implements DurableCommand {}

  /**
   * A key is made. {@code Created} with its id.
   *
   * @param id chosen by whoever made the secret
   * @param secretHash as {@link ApiKey#secretHash()}
   */
  record CreateApiKey(
      String id,
      String secretHash,
      Caller.Kind ownerKind,
      String ownerId,
      Set<Role> roles,
      @Nullable String name,
      @Nullable Instant expiresAt)
      implements DurableCommand {
    public CreateApiKey {
      roles = Set.copyOf(roles);
    }
  }

  /** A key ends. {@code Done}, also when it was revoked before. */
  record RevokeApiKey(String id) implements DurableCommand {}
}
