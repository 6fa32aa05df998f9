package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.LatestEvent.BoardChanged;
import dev.parley.vocabulary.LatestEvent.BoardDelta;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.Topic;
import dev.parley.vocabulary.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who hears changes alone ends with the board that the others are told whole, however slowly it
 * reads, whatever it asks for, and however often it comes again.
 */
final class BoardScheduleTest {
  private static final int SCHEDULES = Integer.getInteger("parley.test.schedules", 400);
  private static final Filter NO_BOARD = Filter.of(Set.of(DurableEvent.ActivityCompleted.class));

  /** What a client does wrong on purpose, to see that it is seen. */
  enum Fault {
    NONE,
    LOSES_A_DELTA,
    IGNORES_WHO_IS_GONE
  }

  @Test
  void whoHearsChangesEndsWithTheWholeBoard() {
    Map<String, Integer> happened = new TreeMap<>();
    for (long seed = 0; seed < SCHEDULES; seed++) {
      World world = new World(seed, Fault.NONE);
      world.run();
      assertThat(world.wrong()).as("the clients that are wrong with seed " + seed).isEmpty();
      world.happened.forEach((what, count) -> happened.merge(what, count, Integer::sum));
    }
    assertThat(happened).containsOnlyKeys("deltas", "gone", "merged", "states", "wholes");
    assertThat(happened).allSatisfy((what, count) -> assertThat(count).isGreaterThan(SCHEDULES));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aPlantedFaultIsSeen(Fault fault) {
    long seen =
        LongStream.range(0, 100)
            .mapToObj(seed -> new World(seed, fault))
            .peek(World::run)
            .filter(world -> !world.wrong().isEmpty())
            .count();
    assertThat(seen).isGreaterThan(10);
  }

  /** Agents that change, a ticker, and clients. */
  private static final class World {
    private final Random random;
    private final Fault fault;
    private final Words words = new Words();
    private final SteppedHub stepped = new SteppedHub(new Settings().build(), null, this::state);
    private final Map<String, AgentStanding> agents = new TreeMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final Map<String, Integer> happened = new TreeMap<>();
    private @Nullable Publication told;

    private World(long seed, Fault fault) {
      this.random = new Random(seed);
      this.fault = fault;
    }

    private void run() {
      for (int i = 0; i < 4; i++) {
        clients.add(new Client(i > 0));
      }
      for (int i = 0; i < 300; i++) {
        step();
      }
      for (Client client : clients) {
        if (!client.looks) {
          client.look(true);
        }
        client.line.flow();
      }
      for (int i = 0; i < 2; i++) {
        stepped.settle();
        tick();
      }
      stepped.settle();
      clients.forEach(Client::read);
    }

    private void step() {
      Client client = clients.get(random.nextInt(clients.size()));
      int choice = random.nextInt(100);
      if (choice < 35) {
        change();
      } else if (choice < 55) {
        tick();
      } else if (choice < 60) {
        client.line.hold();
      } else if (choice < 70) {
        client.line.flow();
      } else if (choice < 72) {
        client.look(random.nextBoolean());
      } else if (choice < 76) {
        client.connection.sendState();
      } else if (choice < 78) {
        client.comeAgain();
      } else {
        stepped.stepAtRandom(random);
      }
      clients.forEach(Client::read);
    }

    /** Few values, so that much becomes again as it was. */
    private void change() {
      String agent = "a" + random.nextInt(8);
      if (random.nextInt(4) == 0) {
        agents.remove(agent);
      } else {
        boolean active = random.nextBoolean();
        String activity = "act_" + random.nextInt(2) + "_" + agent;
        agents.put(agent, new AgentStanding(agent, active, active ? activity : null, activity, 0));
      }
    }

    private StatusBoard board() {
      int active = (int) agents.values().stream().filter(AgentStanding::active).count();
      return new StatusBoard(agents.size(), active, active, 0, List.copyOf(agents.values()));
    }

    private CompletionStage<Notice.@Nullable State> state(Topic topic) {
      return CompletableFuture.completedStage(
          new Notice.State(
              topic,
              new View.CollaborationState(board(), List.of()),
              new Position(stepped.history.epoch(), 0)));
    }

    private void tick() {
      StatusBoard board = board();
      Publication before = told;
      boolean changed = before == null || !((BoardChanged) before.event()).board().equals(board);
      Publication now =
          changed
              ? new Publication(Topic.COLLABORATION, new BoardChanged(board), Instant.EPOCH, null)
              : before;
      told = now;
      stepped.hub.publishLatest(now, changed ? Audience.EVERYBODY : Audience.NEWCOMERS);
    }

    private List<Client> wrong() {
      return clients.stream().filter(client -> !client.sees(board())).toList();
    }

    private void count(String what, int times) {
      happened.merge(what, times, Integer::sum);
    }

    /** Somebody who looks at the board. */
    private final class Client {
      private final boolean changesOnly;
      private final Map<String, AgentStanding> seen = new TreeMap<>();
      private int total = -1;
      private RecordingTransport line = new RecordingTransport();
      private Connection connection;

      private boolean looks;

      private Client(boolean changesOnly) {
        this.changesOnly = changesOnly;
        connection = connect();
      }

      private Connection connect() {
        looks = true;
        line = new RecordingTransport();
        List<Opening.Subscription> wanted =
            List.of(new Opening.Subscription(Topic.COLLABORATION, null));
        return stepped.hub.open(
            Caller.ANONYMOUS,
            words,
            line,
            new Opening(wanted, Filter.ALL, "test", null, changesOnly));
      }

      private void look(boolean wanted) {
        looks = wanted;
        connection.subscribe(wanted ? Filter.ALL : NO_BOARD);
      }

      private void comeAgain() {
        connection.close(CloseCode.NORMAL);
        connection = connect();
      }

      private void read() {
        for (Frame frame : line.frames()) {
          switch (words.meant.get(frame)) {
            case BoardChanged whole -> {
              replace(whole.board());
              count("wholes", 1);
            }
            case BoardDelta delta -> {
              count("merged", words.merged.contains(frame) ? 1 : 0);
              apply(delta);
            }
            case StatusBoard state -> {
              replace(state);
              count("states", 1);
            }
            case null, default -> {}
          }
        }
        line.clear();
      }

      private void replace(StatusBoard board) {
        seen.clear();
        board.agents().forEach(agent -> seen.put(agent.agentId(), agent));
        total = board.totalAgents();
      }

      private void apply(BoardDelta delta) {
        assertThat(changesOnly).as("only who asked for them is told changes").isTrue();
        count("deltas", 1);
        count("gone", delta.gone().size());
        if (fault == Fault.LOSES_A_DELTA && random.nextInt(4) == 0) {
          return;
        }
        delta.changed().forEach(agent -> seen.put(agent.agentId(), agent));
        if (fault != Fault.IGNORES_WHO_IS_GONE) {
          delta.gone().forEach(seen::remove);
        }
        total = delta.board().totalAgents();
      }

      private boolean sees(StatusBoard board) {
        Map<String, AgentStanding> expected = new TreeMap<>();
        board.agents().forEach(agent -> expected.put(agent.agentId(), agent));
        return seen.equals(expected) && total == board.totalAgents();
      }

      @Override
      public String toString() {
        return (changesOnly ? "changes " : "whole ") + seen;
      }
    }
  }

  /** Remembers what each frame means. */
  private static final class Words implements Dialect {
    private final Map<Frame, Object> meant = new HashMap<>();
    private final List<Frame> merged = new ArrayList<>();
    private @Nullable StatusBoard newest;

    @Override
    public String name() {
      return "words";
    }

    @Override
    public @Nullable Frame encode(Publication publication) {
      Frame frame = frame(publication.event());
      if (publication.event() instanceof BoardDelta delta) {
        // Of two that lead to one board, the second one begins elsewhere.
        if (delta.board().equals(newest)) {
          merged.add(frame);
        }
        newest = delta.board();
      }
      return frame;
    }

    @Override
    public Frame encode(Notice notice) {
      return frame(
          notice instanceof Notice.State state
              ? ((View.CollaborationState) state.view()).board()
              : notice);
    }

    @Override
    public Frame encode(Request request, Reply reply) {
      return frame(reply);
    }

    @Override
    public Frame encode(Refusal refusal) {
      return frame(refusal);
    }

    private Frame frame(Object meaning) {
      Frame frame = Frame.of("", "");
      meant.put(frame, meaning);
      return frame;
    }

    @Override
    public Decoded decode(String frame) {
      throw new UnsupportedOperationException();
    }
  }
}
