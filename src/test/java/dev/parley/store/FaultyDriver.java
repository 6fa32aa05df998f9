package dev.parley.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Stands between the driver and the pool and fails when it is told to: commits whose answer is
 * lost, before or after the database has committed, and a database that is gone.
 */
public final class FaultyDriver implements UnaryOperator<DataSource> {

  /** What becomes of a commit. */
  public enum Commit {
    SUCCEEDS,
    /** The connection breaks before the database has committed. */
    LOST_BEFORE,
    /** The database has committed, but the answer is lost. */
    LOST_AFTER
  }

  private volatile Supplier<Commit> commits = () -> Commit.SUCCEEDS;
  private volatile boolean gone;
  private final AtomicInteger broken = new AtomicInteger();

  /** Decides about each commit from now on. */
  public void commits(Supplier<Commit> decision) {
    commits = decision;
  }

  /** From now on everything fails, or nothing does. */
  public void gone(boolean isGone) {
    gone = isGone;
  }

  /** How many commits were broken. */
  public int brokenCommits() {
    return broken.get();
  }

  @Override
  public DataSource apply(DataSource driver) {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          failIfGone();
          Object result = call(driver, method, arguments);
          return result instanceof Connection connection ? wrap(connection) : result;
        });
  }

  private Connection wrap(Connection connection) {
    AtomicBoolean dead = new AtomicBoolean();
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "close", "isClosed", "abort", "toString", "hashCode", "equals" -> {
              return call(connection, method, arguments);
            }
            case "isValid" -> {
              return !dead.get() && !gone && (boolean) call(connection, method, arguments);
            }
            default -> {
              failIfGone();
              if (dead.get()) {
                throw lost();
              }
            }
          }
          if (method.getName().equals("commit")) {
            commit(connection, dead);
            return null;
          }
          return call(connection, method, arguments);
        });
  }

  private void commit(Connection connection, AtomicBoolean dead) throws SQLException {
    Commit fate = commits.get();
    if (fate == Commit.LOST_BEFORE) {
      connection.rollback();
    } else {
      connection.commit();
    }
    if (fate != Commit.SUCCEEDS) {
      dead.set(true);
      broken.incrementAndGet();
      throw lost();
    }
  }

  private void failIfGone() throws SQLException {
    if (gone) {
      throw lost();
    }
  }

  private static SQLException lost() {
    return new SQLException("the connection is lost", "08006");
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
