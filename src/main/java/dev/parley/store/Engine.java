package dev.parley.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What differs between the databases. One instance belongs to one {@link Store}. */
interface Engine {

  /** Name in logs and health checks. */
  String name();

  /** Before the first connection: makes the database where there is none, and claims it. */
  void prepare() throws SQLException;

  /**
   * Before anything is changed: makes sure that it is a database that the hub can use.
   *
   * @throws IllegalArgumentException if it is not, with a message for the operator
   */
  void verify() throws SQLException;

  /**
   * Tells a database that may be there later from one that is not as it should be.
   *
   * @param failure from {@link #verify}, from a migration, or from {@link #ready}
   */
  boolean isAway(Throwable failure);

  /** After the schema is up to date: makes sure that commits can be trusted from here on. */
  void ready() throws SQLException;

  /** Whether the pool must keep its connections open, instead of renewing them now and then. */
  boolean keepsConnections();

  /**
   * After a commit: returns when it is certain that the transaction survives a loss of power.
   *
   * @throws SQLException if that is not certain; the outcome of the commit is unknown then
   */
  void force() throws SQLException;

  /**
   * Between transactions: moves what has gathered in the log to its place, when it is time to.
   * Waits for open transactions, and new ones wait for it.
   *
   * @throws SQLException if the store cannot be trusted any more
   */
  void maintain() throws SQLException;

  /**
   * Between transactions: copies the database to a new directory. Nothing is written meanwhile.
   *
   * @throws IOException if that cannot be done; the database is as it was
   * @throws SQLException if the store cannot be trusted any more
   */
  void copyTo(Path target) throws IOException, SQLException;

  /** Connections straight from the driver. */
  DataSource driver();

  /**
   * Connections for changing the schema, which takes as long as it takes.
   *
   * @param pool the connections for everything else
   */
  DataSource migrating(DataSource pool);

  /** The name of the type for text of any length, in the migrations. */
  String textType();

  /** The name of the type for up to 16 MiB of bytes, in the migrations. */
  String bytesType();

  /** What makes a text column compare by its bytes, in the migrations. */
  String bytewise();

  /** SQL for the database's own time, in milliseconds; another at each moment of a transaction. */
  String clock();

  /** EclipseLink's name of the database. */
  String jpaPlatform();

  /** Bounds how long the statements of the current transaction may wait and run. */
  void limitTransaction(Connection connection) throws SQLException;

  /**
   * The line of history that the database is on, as the database knows it by itself: another value
   * than before means that it was failed over or restored. Empty where it does not know.
   */
  String lineage(Connection connection) throws SQLException;

  /**
   * After a failure: makes sure that the next connection sees exactly what is durable, whatever the
   * failure left behind in memory.
   *
   * @throws SQLException if the store is still gone
   */
  void reset() throws SQLException;

  /** Ends the use of the database in order. */
  void close() throws SQLException;
}
