package dev.parley.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives connections while it is open. An embedded database is opened by whoever connects first;
 * while it is being reset that must be the one who resets it, and not the pool.
 */
final class GatedDataSource extends ConnectionSource {
  private static final Logger LOG = LoggerFactory.getLogger(GatedDataSource.class);
  private final String url;
  private final Set<Connection> given = Collections.newSetFromMap(new WeakHashMap<>());
  private final ReadWriteLock connecting = new ReentrantReadWriteLock();
  private volatile HsqldbClasses classes = new HsqldbClasses();
  private volatile boolean open;

  GatedDataSource(String url) {
    this.url = url;
  }

  void open() {
    open = true;
  }

  /** Returns when nobody connects any more. */
  void shut() {
    connecting.writeLock().lock();
    try {
      open = false;
    } finally {
      connecting.writeLock().unlock();
    }
  }

  /** Connects whether open or not. */
  Connection ungated() throws SQLException {
    return classes.connect(url);
  }

  /** Connects to another database by the same engine. */
  Connection elsewhere(String otherUrl) throws SQLException {
    return classes.connect(otherUrl);
  }

  /**
   * Whoever connects from now on meets an engine that knows nothing but the files. To be called
   * while shut.
   */
  void renew() {
    List<Connection> old;
    synchronized (given) {
      old = List.copyOf(given);
      given.clear();
    }
    classes = new HsqldbClasses();
    // The old engine must not touch the files again, as it does for those who read from it.
    for (Connection connection : old) {
      try {
        connection.close();
      } catch (SQLException | RuntimeException e) {
        LOG.atDebug().setCause(e).log("closing a connection to the old engine");
      }
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    connecting.readLock().lock();
    try {
      if (!open) {
        throw new SQLException("the store is closed", "08003");
      }
      Connection connection = ungated();
      synchronized (given) {
        given.add(connection);
      }
      return connection;
    } finally {
      connecting.readLock().unlock();
    }
  }
}
