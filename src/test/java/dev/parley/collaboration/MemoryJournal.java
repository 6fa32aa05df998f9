package dev.parley.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.journal.Model;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands against rows in memory, one batch each, and tells a model. Fails a test whose
 * handler looks up what it has not announced, or leaves a trace when it refuses.
 */
final class MemoryJournal {
  private static final String EPOCH = "e1";
  private final List<CommandHandler> handlers =
      List.of(new CollaborationHandler(), new DecisionHandler());
  private final Map<List<Object>, Object> rows = new HashMap<>();
  private final List<Publication> publications = new ArrayList<>();
  private final List<Model> models = new ArrayList<>();
  private long stamp = 1_789_000_000_000_000L;
  private Instant now = Instant.ofEpochMilli(1_789_000_000_000L);

  /** The model hears everything from now on. */
  <M extends Model> M follow(M model) {
    models.add(model);
    return model;
  }

  Reply run(DurableCommand command) {
    return run(command, Commands.SERVICE);
  }

  /** The id of what the command made. */
  String create(DurableCommand command) {
    return ((Reply.Created) run(command)).id();
  }

  Reply run(DurableCommand command, Caller caller) {
    now = now.plusMillis(7);
    CommandHandler handler =
        handlers.stream().filter(h -> h.commands().contains(command.getClass())).findFirst().get();
    Set<List<Object>> announced = new HashSet<>();
    handler.announceKeys(command, (entity, key) -> announced.add(List.of(entity, key)));
    OneBatch batch =
        new OneBatch(caller, announced, command instanceof DurableCommand.EndCollaboration);
    Reply reply = handler.handle(command, batch);
    if (reply instanceof Reply.Refused) {
      assertThat(batch.changed).as("a refusal leaves no trace").isFalse();
    }
    models.forEach(model -> model.apply(batch.said));
    publications.addAll(batch.said);
    return reply;
  }

  /** What was said, oldest first. */
  List<DurableEvent> events() {
    return publications.stream().map(publication -> (DurableEvent) publication.event()).toList();
  }

  List<Publication> publications() {
    return List.copyOf(publications);
  }

  DurableEvent lastEvent() {
    return events().get(publications.size() - 1);
  }

  <E> E row(Class<E> entity, Object key) {
    return entity.cast(rows.get(List.of(entity, key)));
  }

  <E> List<E> rows(Class<E> entity) {
    return rows.values().stream().filter(entity::isInstance).map(entity::cast).toList();
  }

  Instant now() {
    return now;
  }

  /** So much time goes by. */
  void pass(Duration time) {
    now = now.plus(time);
    stamp = Math.max(stamp, now.toEpochMilli() * 1_000);
  }

  private final class OneBatch implements Batch {
    private final Caller caller;
    private final Set<List<Object>> announced;
    private final boolean mayLookFurther;
    private final List<Publication> said = new ArrayList<>();
    private boolean changed;

    OneBatch(Caller caller, Set<List<Object>> announced, boolean mayLookFurther) {
      this.caller = caller;
      this.announced = announced;
      this.mayLookFurther = mayLookFurther;
    }

    @Override
    public Caller caller() {
      return caller;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public long nextStamp() {
      return ++stamp;
    }

    @Override
    public <E> @Nullable E find(Class<E> entity, Object primaryKey) {
      List<Object> key = List.of(entity, primaryKey);
      assertThat(mayLookFurther || announced.contains(key)).as("announced: " + key).isTrue();
      return entity.cast(rows.get(key));
    }

    @Override
    public void persist(Object entity, Object primaryKey) {
      changed = true;
      assertThat(rows.put(List.of(entity.getClass(), primaryKey), entity)).isNull();
    }

    @Override
    public void remove(Object entity, Object primaryKey) {
      changed = true;
      assertThat(rows.remove(List.of(entity.getClass(), primaryKey))).isSameAs(entity);
    }

    @Override
    public Position append(Topic topic, DurableEvent event) {
      changed = true;
      Position position = new Position(EPOCH, publications.size() + said.size() + 1L);
      said.add(new Publication(topic, event, now, position));
      return position;
    }

    @Override
    public void tell(Topic topic, LatestEvent event) {
      throw new UnsupportedOperationException("this feature keeps what it says");
    }
  }
}
