package dev.parley.collaboration;

import dev.parley.vocabulary.ActivityType;
import dev.parley.vocabulary.AgentCommand;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableCommand.CompleteActivity;
import dev.parley.vocabulary.DurableCommand.RecordMemoryUpdate;
import dev.parley.vocabulary.DurableCommand.StartCollaboration;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sequences of commands as several agents might give them, some of them foolish. */
final class RandomCommands {
  private static final List<String> AGENTS = List.of("a", "b", "c", "d_e", "act_1_f");
  private static final int ID_FROM_NOWHERE = 20;
  private final Random random;
  private final List<String> activities = new ArrayList<>(List.of("act_1_a", "nonsense"));
  private final List<String> sessions = new ArrayList<>(List.of("collab_1", "nonsense"));

  RandomCommands(long seed) {
    this.random = new Random(seed);
  }

  List<DurableCommand> next(int count) {
    List<DurableCommand> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(next());
    }
    return commands;
  }

  DurableCommand next() {
    return switch (random.nextInt(13)) {
      case 0, 1, 2, 3 ->
          Commands.record(
              one(AGENTS),
              random.nextInt(3) == 0
                  ? ActivityType.DECISION_MADE
                  : one(List.of(ActivityType.values())));
      case 4, 5, 6 -> new CompleteActivity(recent(activities), random.nextInt(4) != 0);
      case 7 -> new StartCollaboration(participants(), "general");
      case 8 -> Commands.end(recent(sessions));
      case 9, 10 ->
          new AgentCommand.PutAgentStatus(
              one(AGENTS),
              one(List.of(AgentState.values())),
              random.nextBoolean() ? "Reading" : null,
              random.nextInt(4));
      case 11 -> new AgentCommand.PutAgent(one(AGENTS), "n" + random.nextInt(2), null, null);
      default ->
          new RecordMemoryUpdate(
              one(List.of(MemoryOperation.values())), "item", one(AGENTS), Json.EMPTY);
    };
  }

  /** Remembers what the reply names. */
  void answered(Reply reply) {
    if (reply instanceof Reply.Created created) {
      (created.id().startsWith("act_") ? activities : sessions).add(created.id());
    }
  }

  private List<String> participants() {
    List<String> participants = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      participants.add(one(AGENTS));
    }
    return participants;
  }

  /** One of the newest, or now and then of all. */
  private String recent(List<String> ids) {
    int from = random.nextInt(ID_FROM_NOWHERE) == 0 ? 0 : Math.max(0, ids.size() - 10);
    return ids.get(from + random.nextInt(ids.size() - from));
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
