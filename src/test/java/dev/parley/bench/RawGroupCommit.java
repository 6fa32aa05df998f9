package dev.parley.bench;

import dev.parley.store.Store;
import dev.parley.store.StoreSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The least that a durable record can cost on the store: rows of 400 bytes, nothing looked up,
 * nothing checked; who waits at the same time shares a commit.
 */
final class RawGroupCommit implements AutoCloseable {
  private static final int GROUP = 256;
  private static final String PAYLOAD = "x".repeat(350);

  private final Store store;
  private final BlockingQueue<CompletableFuture<Void>> waiting = new LinkedBlockingQueue<>();
  private final Thread writer;
  private volatile boolean stopped;
  private long seq;

  RawGroupCommit(Path directory) {
    store = Store.open(StoreSettings.embedded(directory));
    writer = Thread.ofPlatform().name("raw-writer").start(this::run);
  }

  Clients.Client client() {
    return round -> {
      CompletableFuture<Void> durable = new CompletableFuture<>();
      waiting.add(durable);
      durable.get(60, TimeUnit.SECONDS);
    };
  }

  private void run() {
    try (Connection connection = store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      while (!stopped) {
        CompletableFuture<Void> first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<CompletableFuture<Void>> group = new ArrayList<>(List.of(first));
          waiting.drainTo(group, GROUP - 1);
          commit(connection, group.size());
          group.forEach(durable -> durable.complete(null));
          store.maintain();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(Connection connection, int rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO journal_event"
                + " (seq, topic, topic_offset, event_type, happened_at, payload)"
                + " VALUES (?, 'raw', ?, 'raw', 0, ?)")) {
      for (int i = 0; i < rows; i++) {
        insert.setLong(1, ++seq);
        insert.setLong(2, seq);
        insert.setString(3, PAYLOAD);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    store.commit(connection);
  }

  @Override
  public void close() {
    stopped = true;
    boolean interrupted = false;
    try {
      writer.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    store.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
