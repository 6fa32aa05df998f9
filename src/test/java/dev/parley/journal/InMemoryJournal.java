package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Act;
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
public class InMemoryJournal {
  private static final String EPOCH = "e1";
  private final Caller usual;
  private final List<CommandHandler> handlers;
  private final Map<List<Object>, Object> rows = new HashMap<>();
  private final List<Publication> publications = new ArrayList<>();
  private final List<Publication> remarks = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();
  private final Map<Topic, Long> heads = new HashMap<>();
  private final List<Model> models = new ArrayList<>();
  private long stamp = 1_789_000_000_000_000L;
  private Instant now = Instant.ofEpochMilli(1_789_000_000_000L);

  /**
   * Without rows.
   *
   * @param usual asks where a test does not say who does
   */
  public InMemoryJournal(Caller usual, CommandHandler... handlers) {
    this.usual = usual;
    this.handlers = List.of(handlers);
  }

  /** The model hears everything from now on. */
  public <M extends Model> M follow(M model) {
    models.add(model);
    return model;
  }

  public Reply run(DurableCommand command) {
    return run(command, usual);
  }

  /** The id of what the command made. */
  public String create(DurableCommand command) {
    return ((Reply.Created) run(command)).id();
  }

  /** Whether what the command looks up can be known only while it runs. */
  protected boolean looksFurther(DurableCommand command) {
    return false;
  }

  public Reply run(DurableCommand command, Caller caller) {
    now = now.plusMillis(7);
    CommandHandler handler =
        handlers.stream().filter(h -> h.commands().contains(command.getClass())).findFirst().get();
    Set<List<Object>> announced = new HashSet<>();
    handler.announceKeys(command, caller, (entity, key) -> announced.add(List.of(entity, key)));
    OneBatch batch = new OneBatch(caller, announced, looksFurther(command));
    Reply reply = handler.handle(command, batch);
    if (reply instanceof Reply.Refused) {
      assertThat(batch.changed).as("a refusal leaves no trace").isFalse();
    }
    models.forEach(model -> model.apply(batch.said));
    publications.addAll(batch.said);
    remarks.addAll(batch.remarks);
    return reply;
  }

  /** What was said, oldest first. */
  public List<DurableEvent> events() {
    return publications.stream().map(publication -> (DurableEvent) publication.event()).toList();
  }

  public List<Publication> publications() {
    return List.copyOf(publications);
  }

  public DurableEvent lastEvent() {
    return events().get(publications.size() - 1);
  }

  /** What was said and is not kept, oldest first. */
  public List<LatestEvent> remarks() {
    return remarks.stream().map(remark -> (LatestEvent) remark.event()).toList();
  }

  /** The statements for the ends of batches, with their values. */
  public List<String> writes() {
    return List.copyOf(writes);
  }

  /** What was kept for the audit trail, oldest first. */
  public List<Act> acts() {
    return List.copyOf(acts);
  }

  public <E> E row(Class<E> entity, Object key) {
    return entity.cast(rows.get(List.of(entity, key)));
  }

  public <E> List<E> rows(Class<E> entity) {
    return rows.values().stream().filter(entity::isInstance).map(entity::cast).toList();
  }

  public Instant now() {
    return now;
  }

  /** So much time goes by. */
  public void pass(Duration time) {
    now = now.plus(time);
    stamp = Math.max(stamp, now.toEpochMilli() * 1_000);
  }

  private final class OneBatch implements Batch {
    private final Caller caller;
    private final Set<List<Object>> announced;
    private final boolean mayLookFurther;
    private final List<Publication> said = new ArrayList<>();
    private final List<Publication> remarks = new ArrayList<>();
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
    public void write(String statement, Object... values) {
      changed = true;
      writes.add(statement + " " + List.of(values));
    }

    @Override
    public void record(Act act) {
      changed = true;
      acts.add(act);
    }

    @Override
    public long head(Topic topic) {
      return heads.getOrDefault(topic, 0L);
    }

    @Override
    public Position append(Topic topic, DurableEvent event) {
      changed = true;
      Position position = new Position(EPOCH, heads.merge(topic, 1L, Long::sum));
      said.add(new Publication(topic, event, now, position));
      return position;
    }

    @Override
    public void tell(Topic topic, LatestEvent event) {
      changed = true;
      remarks.add(new Publication(topic, event, now, null));
    }
  }
}
