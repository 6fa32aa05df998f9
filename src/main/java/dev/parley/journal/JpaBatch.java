package dev.parley.journal;

import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A batch over an entity manager. Lives as long as one transaction, on the writer's thread. */
final class JpaBatch implements Batch, CommandHandler.Keys {
  private static final int KEYS_A_QUERY = 256;
  private static final int STAMPS_A_MILLISECOND = 1000;
  private static final String KEEP_ACT =
      "INSERT INTO audit_entry (stamp, done_at, actor_kind, actor_id, key_id, act, subject,"
          + " room_id, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final EntityManager entities;
  private final LogState log;
  private final Instant now;
  private final Map<Class<?>, Set<Object>> announced = new HashMap<>();
  private final Map<Class<?>, Map<Object, Optional<Object>>> known = new HashMap<>();
  private final Map<Topic, Long> heads = new LinkedHashMap<>();
  private final List<Publication> publications = new ArrayList<>();
  private final List<Publication> remarks = new ArrayList<>();
  private final Writes writes = new Writes();
  private Caller caller = Caller.HUB;
  private long stamp;

  /**
   * @param log how far the log reaches before this batch
   * @param now the time of the batch, not before that of any earlier batch
   * @param lastStamp the greatest stamp that was given before
   */
  JpaBatch(EntityManager entities, LogState log, Instant now, long lastStamp) {
    this.entities = entities;
    this.log = log;
    this.now = now;
    this.stamp = Math.max(lastStamp, now.toEpochMilli() * STAMPS_A_MILLISECOND - 1);
  }

  @Override
  public void add(Class<?> entity, Object primaryKey) {
    announced.computeIfAbsent(entity, type -> new HashSet<>()).add(primaryKey);
  }

  /** Fetches the announced rows, with one query per table and 256 keys. */
  void fetchAnnounced() {
    announced.forEach(this::fetch);
  }

  private <E> void fetch(Class<E> entity, Set<Object> keys) {
    EntityType<E> type = entities.getMetamodel().entity(entity);
    String id =
        type.getSingularAttributes().stream()
            .filter(SingularAttribute::isId)
            .findFirst()
            .orElseThrow()
            .getName();
    String query = "SELECT e FROM " + type.getName() + " e WHERE e." + id + " IN :keys";
    Map<Object, Optional<Object>> rows = rows(entity);
    keys.forEach(key -> rows.put(key, Optional.empty()));
    List<Object> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS_A_QUERY) {
      List<Object> some = all.subList(from, Math.min(all.size(), from + KEYS_A_QUERY));
      for (E row :
          entities.createQuery(query, entity).setParameter("keys", padded(some)).getResultList()) {
        rows.put(
            entities.getEntityManagerFactory().getPersistenceUnitUtil().getIdentifier(row),
            Optional.of(row));
      }
    }
  }

  /** Repeats a key up to a power of two, so that few different statements are ever prepared. */
  private static List<Object> padded(List<Object> keys) {
    List<Object> padded = new ArrayList<>(keys);
    while (Integer.bitCount(padded.size()) != 1) {
      padded.add(keys.get(0));
    }
    return padded;
  }

  private Map<Object, Optional<Object>> rows(Class<?> entity) {
    return known.computeIfAbsent(entity, type -> new HashMap<>());
  }

  /** The next command is of this caller. */
  void next(Caller next) {
    caller = next;
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
    return entity.cast(
        rows(entity)
            .computeIfAbsent(primaryKey, key -> Optional.ofNullable(entities.find(entity, key)))
            .orElse(null));
  }

  @Override
  public void persist(Object entity, Object primaryKey) {
    entities.persist(entity);
    rows(entity.getClass()).put(primaryKey, Optional.of(entity));
  }

  @Override
  public void remove(Object entity, Object primaryKey) {
    entities.remove(entity);
    rows(entity.getClass()).put(primaryKey, Optional.empty());
  }

  @Override
  public void write(String statement, Object... values) {
    writes.add(statement, values);
  }

  @Override
  public void record(Act act) {
    writes.add(
        KEEP_ACT,
        nextStamp(),
        now.toEpochMilli(),
        caller.kind().wireName(),
        caller.id(),
        caller.keyId() == null ? "" : caller.keyId(),
        act.kind().wireName(),
        act.subject(),
        act.roomId(),
        act.detail());
  }

  @Override
  public long head(Topic topic) {
    return heads.getOrDefault(topic, log.head(topic));
  }

  @Override
  public Position append(Topic topic, DurableEvent event) {
    long offset = heads.merge(topic, log.head(topic) + 1, (head, first) -> head + 1);
    Position position = new Position(log.epoch(), offset);
    takeBack(topic, event);
    publications.add(new Publication(topic, event, now, position));
    return position;
  }

  @Override
  public void tell(Topic topic, LatestEvent event) {
    remarks.add(new Publication(topic, event, now, null));
  }

  /** What is taken back may be of this very batch, and then it is never written. */
  private void takeBack(Topic topic, DurableEvent event) {
    if (event.takesBack().isEmpty()) {
      return;
    }
    Set<Long> offsets = new HashSet<>(event.takesBack());
    publications.replaceAll(
        said ->
            said.topic().equals(topic) && offsets.contains(said.offset())
                ? said.insteadOf(event)
                : said);
  }

  List<Publication> publications() {
    return publications;
  }

  /** What is said besides and not kept. */
  List<Publication> remarks() {
    return remarks;
  }

  /** What is to be run after the entities are written. */
  Writes writes() {
    return writes;
  }

  /** The topics that were appended to, with their new heads. */
  Map<Topic, Long> heads() {
    return heads;
  }

  long lastStamp() {
    return stamp;
  }
}
