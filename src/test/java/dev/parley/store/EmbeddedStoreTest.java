package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the embedded store has to show. */
class EmbeddedStoreTest {
  @TempDir Path directory;

  @Test
  void aLogThatEndsInTheMiddleOfALineLosesNothingThatWasCommitted(@TempDir Path crashed)
      throws IOException, SQLException {
    Path image = crashed.resolve("db");
    crashImage(image);
    Files.writeString(
        image.resolve("parley.log"),
        "INSERT INTO TOPIC_HEAD VALUES('torn',1,",
        StandardOpenOption.APPEND);
    try (Store store = Store.open(StoreSettings.embedded(image))) {
      assertThat(head(store)).isEqualTo(7);
    }
  }

  @Test
  void aLogThatIsDamagedBeforeWhatWasCommittedIsNotTakenForTheEnd(@TempDir Path crashed)
      throws IOException, SQLException {
    Path image = crashed.resolve("db");
    crashImage(image);
    Path log = image.resolve("parley.log");
    Files.writeString(log, "INSERT INTO NOWHERE VALUES(1)\n" + Files.readString(log));
    assertThatThrownBy(() -> Store.open(StoreSettings.embedded(image)))
        .isInstanceOf(RuntimeException.class);
    assertThat(Files.readString(log)).as("nothing is lost").contains("'a'");
  }

  @Test
  void anEngineThatIsStuckWhileClosingIsReplacedAndLeavesNothingBehind() throws Exception {
    try (Store store = Store.open(StoreSettings.embedded(directory))) {
      execute(store, "INSERT INTO topic_head (topic, oldest, head) VALUES ('a', 1, 7)");
      WeakReference<ClassLoader> old = new WeakReference<>(stick(store));

      store.reset();

      assertThat(head(store)).isEqualTo(7);
      execute(store, "UPDATE topic_head SET head = 8");
      await("the old engine's classes are gone", () -> isCollected(old));
    }
    try (Store store = Store.open(StoreSettings.embedded(directory))) {
      assertThat(head(store)).isEqualTo(8);
    }
  }

  @Test
  void nothingOfTheEngineIsLeftWhenTheStoreIsClosed() throws Exception {
    WeakReference<ClassLoader> classes = new WeakReference<>(classesOfAStoreThatWasUsed());
    await("its classes are gone", () -> isCollected(classes));
  }

  private ClassLoader classesOfAStoreThatWasUsed() throws SQLException {
    try (Store store = Store.open(StoreSettings.embedded(directory));
        EntityManager entities = store.entityManager();
        Connection connection = store.dataSource().getConnection()) {
      entities.clear();
      ClassLoader classes = driverOf(connection).getClass().getClassLoader();
      assertThat(classes).isInstanceOf(HsqldbClasses.class);
      return classes;
    }
  }

  @Test
  void aDiskThatIsNearlyFullIsSaidBeforeAnythingIsWritten() throws SQLException {
    AtomicLong usable = new AtomicLong(1L << 40);
    EmbeddedEngine engine = new EmbeddedEngine(directory, usable::get);
    engine.prepare();
    engine.ready();
    try (Connection connection = engine.driver().getConnection()) {
      engine.limitTransaction(connection);
      usable.set((64L << 20) - 1);
      assertThatThrownBy(() -> engine.limitTransaction(connection))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53100"));
      assertThatThrownBy(engine::reset).isInstanceOf(SQLException.class);
      usable.set(1L << 30);
      engine.reset();
    }
    engine.close();
  }

  /** Leaves the engine as a failure in the middle of closing leaves it; answers its classes. */
  private static ClassLoader stick(Store store) throws Exception {
    try (Connection connection = store.dataSource().getConnection()) {
      Connection driver = driverOf(connection);
      Object session = driver.getClass().getMethod("getSession").invoke(driver);
      Object database = session.getClass().getMethod("getDatabase").invoke(session);
      Method setState = database.getClass().getDeclaredMethod("setState", int.class);
      setState.setAccessible(true);
      setState.invoke(database, database.getClass().getField("DATABASE_CLOSING").getInt(null));
      return driver.getClass().getClassLoader();
    }
  }

  private static Connection driverOf(Connection connection) throws SQLException {
    return connection.unwrap(Connection.class);
  }

  private static boolean isCollected(WeakReference<?> reference) {
    System.gc();
    return reference.refersTo(null);
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** What is on the disk while a store with one row is open. */
  private void crashImage(Path image) throws IOException, SQLException {
    try (Store store = Store.open(StoreSettings.embedded(directory))) {
      execute(store, "INSERT INTO topic_head (topic, oldest, head) VALUES ('a', 1, 7)");
      Files.createDirectories(image);
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          if (Files.isRegularFile(file)) {
            Files.copy(file, image.resolve(file.getFileName()));
          }
        }
      }
    }
  }

  private static void execute(Store store, String sql) throws SQLException {
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long head(Store store) throws SQLException {
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT head FROM topic_head WHERE topic = 'a'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
