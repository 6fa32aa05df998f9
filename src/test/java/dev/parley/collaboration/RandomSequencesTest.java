package dev.parley.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Session;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is asked for in whatever order: the model is what follows from the events. */
class RandomSequencesTest {
  private static final int BOARD_SIZE = 3;

  @Property(tries = 300)
  void theModelIsWhatTheEventsSay(@ForAll long seed, @ForAll @IntRange(max = 60) int length) {
    MemoryJournal journal = new MemoryJournal();
    StatusModel model = journal.follow(new StatusModel(BOARD_SIZE, remarks -> {}));
    RandomCommands commands = new RandomCommands(seed);
    for (int i = 0; i < length; i++) {
      DurableCommand command = commands.next();
      int before = journal.events().size();
      Reply reply = journal.run(command);
      commands.answered(reply);

      assertThat(journal.events().size() - before)
          .as("one event at most, none for a refusal")
          .isBetween(
              reply instanceof Reply.Created ? 1 : 0, reply instanceof Reply.Refused ? 0 : 1);
      assertThat(model.snapshot().state())
          .isEqualTo(new Oracle(journal.events()).state(BOARD_SIZE));
      assertThat(model.snapshot().position().offset()).isEqualTo(journal.events().size());
    }
    assertThat(endedSessions(journal)).isEqualTo(new Oracle(journal.events()).ended());
  }

  @Property(tries = 100)
  void itDoesNotMatterHowEventsComeTogether(
      @ForAll long seed, @ForAll List<@IntRange(min = 1, max = 9) Integer> batches) {
    MemoryJournal journal = new MemoryJournal();
    RandomCommands commands = new RandomCommands(seed);
    for (int i = 0; i < 60; i++) {
      commands.answered(journal.run(commands.next()));
    }
    List<Publication> publications = journal.publications();
    StatusModel model = new StatusModel(BOARD_SIZE, remarks -> {});
    int done = 0;
    for (int batch : batches) {
      int next = Math.min(done + batch, publications.size());
      model.apply(publications.subList(done, next));
      done = next;
      List<DurableEvent> heard = journal.events().subList(0, done);
      assertThat(model.snapshot().state()).isEqualTo(new Oracle(heard).state(BOARD_SIZE));
      assertThat(model.snapshot().position()).isEqualTo(position(publications, done));
    }
  }

  private static Position position(List<Publication> publications, int count) {
    return count == 0 ? new Position("", 0) : publications.get(count - 1).position();
  }

  private static List<Session> endedSessions(MemoryJournal journal) {
    return journal.rows(SessionRow.class).stream()
        .filter(row -> !row.isActive())
        .map(row -> row.session(Totals.NONE))
        .sorted(Comparator.comparing(Session::sessionId))
        .toList();
  }
}
