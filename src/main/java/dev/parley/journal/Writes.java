package dev.parley.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements that wait for the end of a batch. */
final class Writes {
  private final List<Write> writes = new ArrayList<>();

  private record Write(String statement, List<Object> values) {}

  void add(String statement, Object... values) {
    writes.add(new Write(statement, List.of(values)));
  }

  /** Runs them in order; the same one several times in a row in one go. */
  void run(Connection connection) throws SQLException {
    int from = 0;
    while (from < writes.size()) {
      String statement = writes.get(from).statement();
      int to = from;
      try (PreparedStatement prepared = connection.prepareStatement(statement)) {
        while (to < writes.size() && writes.get(to).statement().equals(statement)) {
          List<Object> values = writes.get(to++).values();
          for (int i = 0; i < values.size(); i++) {
            prepared.setObject(i + 1, values.get(i));
          }
          prepared.addBatch();
        }
        prepared.executeBatch();
      }
      from = to;
    }
  }
}
