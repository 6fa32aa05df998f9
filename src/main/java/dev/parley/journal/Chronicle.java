package dev.parley.journal;

import dev.parley.store.Store;
import dev.parley.vocabulary.Publication;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what this node has in memory level with the log: the heads of the topics and the models;
 * and decides when a new epoch begins. Changed by the writer's thread alone; {@link #state()} is
 * for any.
 */
final class Chronicle {
  private static final Logger LOG = LoggerFactory.getLogger(Chronicle.class);

  private final Store store;
  private final LogTable table;
  private final List<Model> models;
  private final HistoryMark mark;
  private final Supplier<String> newEpochs;
  private final Lease lease;
  private final Runnable superseded;
  private volatile boolean serving;
  private volatile @Nullable LogState state;

  /** Connections, not what a pool lends, that reach the database that the log was written in. */
  private final Set<Connection> ofLineage = Collections.newSetFromMap(new WeakHashMap<>());

  private boolean cut;
  private boolean verified;
  private boolean loaded;

  Chronicle(
      Store store,
      LogTable table,
      List<Model> models,
      HistoryMark mark,
      Supplier<String> newEpochs,
      Lease lease,
      Runnable superseded) {
    this.store = store;
    this.table = table;
    this.models = List.copyOf(models);
    this.mark = mark;
    this.newEpochs = newEpochs;
    this.lease = lease;
    this.superseded = superseded;
  }

  /**
   * How far the log reaches as this node knows it.
   *
   * @throws IllegalStateException before the log was read for the first time
   */
  LogState state() {
    LogState known = state;
    if (known == null) {
      throw new IllegalStateException("the journal is not open yet");
    }
    return known;
  }

  /** Whether what is known here is what the log says, and nobody else can have changed it. */
  boolean serves() {
    return serving && lease.isHeld();
  }

  /** Before it is opened: the history may have been cut, though nothing tells. */
  void cut() {
    cut = true;
  }

  /** After a failure: the next use looks whether the database still tells the same history. */
  void doubt() {
    verified = false;
    ofLineage.clear();
  }

  /**
   * Makes sure that the history is the one that was told before, begins a new epoch if it is not,
   * and reads everything anew where that is needed. Does nothing while there is no doubt.
   */
  void open() throws SQLException {
    if (!verified) {
      try {
        verify();
      } catch (StandbyException e) {
        stepDown();
        throw e;
      }
      verified = true;
    }
    if (!loaded) {
      load();
      loaded = true;
    }
    serving = true;
  }

  private void stepDown() {
    doubt();
    // What others write from now on, events and models here have not followed.
    loaded = false;
    if (serving) {
      serving = false;
      superseded.run();
    }
  }

  private void verify() throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try {
        store.limitTransaction(connection);
        lease.ask(connection);
        String lineage = store.lineage(connection);
        LogTable.Log log = table.hold(connection);
        boolean changed = true;
        if (log == null) {
          table.begin(connection, newEpochs.get(), lineage);
        } else if (isCut(log, lineage)) {
          String epoch = newEpochs.get();
          table.setEpoch(connection, epoch, lineage);
          LOG.atWarn().addKeyValue("epoch", epoch).log("history may have been cut: a new epoch");
        } else {
          changed = false;
        }
        if (log != null && !lease.isOwner(log.leaseOwner())) {
          // Somebody else may have had it meanwhile.
          serving = false;
          loaded = false;
        }
        if (lease.take(connection) || changed) {
          store.commit(connection);
          lease.confirm();
        } else {
          connection.rollback();
        }
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
    cut = false;
    LogTable.Log log = read();
    mark.reached(log.epoch(), log.seq());
    LogState known = state;
    if (known != null && (!known.epoch().equals(log.epoch()) || known.applied() > log.seq())) {
      // Readers keep the old state until the new one is there.
      loaded = false;
    }
  }

  private boolean isCut(LogTable.Log log, String lineage) {
    LogState known = state;
    return cut
        || !log.lineage().equals(lineage)
        || !mark.agrees(log.epoch(), log.seq())
        || (known != null && known.epoch().equals(log.epoch()) && known.applied() > log.seq());
  }

  private LogTable.Log read() throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      return present(table.log(connection));
    }
  }

  private void load() throws SQLException {
    try (EntityManager entities = store.entityManager()) {
      entities.getTransaction().begin();
      try {
        Connection connection = entities.unwrap(Connection.class);
        try (Statement statement = connection.createStatement()) {
          statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
        LogTable.Log log = present(table.log(connection));
        LogState fresh =
            new LogState(log.epoch(), log.seq(), log.lastStamp(), table.heads(connection));
        models.forEach(model -> model.load(entities, fresh));
        state = fresh;
      } finally {
        entities.getTransaction().rollback();
      }
    }
  }

  /** Holds the log until the transaction ends. */
  LogTable.Log take(Connection connection) throws SQLException {
    store.limitTransaction(connection);
    LogTable.Log log = present(table.hold(connection));
    try {
      lease.check(log.leaseOwner());
    } catch (StandbyException e) {
      stepDown();
      throw e;
    }
    LogState known = state();
    if (!log.epoch().equals(known.epoch())
        || log.seq() < known.applied()
        || !isOfLineage(connection, log.lineage())) {
      // Somebody has replaced the log under us; the next try begins with a look at everything.
      doubt();
      throw new SQLException("the log is not the one that was read", "40001");
    }
    return log;
  }

  /**
   * Tells whether the database still is the one that the log was written in. A pool replaces a
   * connection that has died without telling anybody, so that a failover may show in nothing but
   * this; asked once for each connection.
   */
  private boolean isOfLineage(Connection connection, String lineage) throws SQLException {
    Connection physical = connection.unwrap(Connection.class);
    if (!ofLineage.contains(physical)) {
      if (!store.lineage(connection).equals(lineage)) {
        return false;
      }
      ofLineage.add(physical);
    }
    return true;
  }

  /** The models cannot be trusted any more; the next use reads them anew. */
  void forget() {
    loaded = false;
  }

  /** Follows what other nodes have appended. */
  void catchUp(Connection connection, LogTable.Log log) throws SQLException {
    LogState known = state();
    if (log.seq() > known.applied()) {
      List<Publication> missed =
          table.between(connection, known.epoch(), known.applied(), log.seq());
      follow(missed, log.seq(), log.lastStamp());
    }
  }

  /** While nobody asks for anything: follows what other nodes have appended. */
  void level() throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      LogTable.Log log = present(table.log(connection));
      if (log.epoch().equals(state().epoch())) {
        catchUp(connection, log);
      } else {
        doubt();
      }
    }
  }

  /**
   * How long the writer may wait for commands before something else is to be done, in nanoseconds.
   */
  long pause() {
    return Math.min(CommandQueue.SECOND, lease.pause());
  }

  /** Now and then, between batches: says that this hub still has the log to itself. */
  void keep() throws SQLException {
    if (lease.isDue()) {
      withLease(lease::renew);
      lease.confirm();
    }
  }

  /** At the end, when nothing is written any more: lets another hub have the log at once. */
  void release() throws SQLException {
    if (lease.exists() && lease.isHeld()) {
      withLease(lease::release);
    }
  }

  private interface LeaseUse {
    void run(Connection connection) throws SQLException;
  }

  private void withLease(LeaseUse use) throws SQLException {
    try (Connection connection = store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try {
        store.limitTransaction(connection);
        use.run(connection);
        store.commit(connection);
      } catch (StandbyException e) {
        connection.rollback();
        stepDown();
        throw e;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  /** Takes a durable batch into the models and the heads. */
  void follow(List<Publication> publications, long lastSeq, long lastStamp) {
    models.forEach(model -> model.apply(publications));
    state().follow(publications, lastSeq, lastStamp);
  }

  /** Marks outside the store what the log has reached. */
  void mark() {
    LogState known = state;
    if (known != null) {
      mark.reached(known.epoch(), known.applied());
    }
  }

  private static LogTable.Log present(LogTable.@Nullable Log log) {
    if (log == null) {
      throw new IllegalStateException("the database has no log");
    }
    return log;
  }
}
