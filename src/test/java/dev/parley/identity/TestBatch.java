package dev.parley.identity;

import dev.parley.journal.Batch;
import dev.parley.journal.Model;
import dev.parley.store.Store;
import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A batch of one command over the real tables, without the log. */
final class TestBatch implements Batch, AutoCloseable {

  static final Model.Heads NO_HEADS =
      new Model.Heads() {
        @Override
        public String epoch() {
          return "epoch";
        }

        @Override
        public long head(Topic topic) {
          return 0;
        }
      };

  private final EntityManager entities;
  private final Instant now;
  private final List<Publication> publications = new ArrayList<>();
  private final List<Act> acts = new ArrayList<>();

  TestBatch(Store store, Instant now) {
    this.entities = store.entityManager();
    this.now = now;
    entities.getTransaction().begin();
  }

  EntityManager entityManager() {
    return entities;
  }

  /** Commits, and has the model follow. */
  void commit(Model model, Topic onlyTopic) {
    entities.getTransaction().commit();
    for (Publication publication : publications) {
      if (!publication.topic().equals(onlyTopic)) {
        throw new AssertionError("said on " + publication.topic());
      }
    }
    model.apply(publications);
  }

  /** Commits as another node would. */
  void commitUnseen() {
    entities.getTransaction().commit();
  }

  @Override
  public void close() {
    if (entities.getTransaction().isActive()) {
      entities.getTransaction().rollback();
    }
    entities.close();
  }

  @Override
  public Caller caller() {
    return Caller.HUB;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nextStamp() {
    throw new UnsupportedOperationException("keys are not numbered");
  }

  @Override
  public <E> E find(Class<E> entity, Object primaryKey) {
    return entities.find(entity, primaryKey);
  }

  @Override
  public void persist(Object entity, Object primaryKey) {
    entities.persist(entity);
  }

  @Override
  public void remove(Object entity, Object primaryKey) {
    entities.remove(entity);
  }

  @Override
  public void write(String statement, Object... values) {
    throw new UnsupportedOperationException("keys have no rows but their own");
  }

  @Override
  public void record(Act act) {
    acts.add(act);
  }

  /** What was kept for the audit trail. */
  List<Act> acts() {
    return acts;
  }

  @Override
  public long head(Topic topic) {
    return publications.size();
  }

  @Override
  public Position append(Topic topic, DurableEvent event) {
    Position position = new Position("epoch", publications.size() + 1);
    publications.add(new Publication(topic, event, now, position));
    return position;
  }

  @Override
  public void tell(Topic topic, LatestEvent event) {
    throw new UnsupportedOperationException("what keys say is kept");
  }
}
