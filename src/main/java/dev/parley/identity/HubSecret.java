package dev.parley.identity;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The secret that all nodes of a hub share: 256 random bits in the table {@code hub_secret}. */
final class HubSecret {
  private static final String NAME = "api-key-derivation";
  private static final int BYTES = 32;

  private HubSecret() {}

  static byte[] readOrMake(DataSource database, SecureRandom random) {
    try (Connection connection = database.getConnection()) {
      String known = read(connection);
      if (known == null) {
        byte[] drawn = new byte[BYTES];
        random.nextBytes(drawn);
        insert(connection, HexFormat.of().formatHex(drawn));
        known = read(connection);
      }
      if (known == null) {
        throw new IllegalStateException("The hub's secret cannot be kept in the database.");
      }
      return HexFormat.of().parseHex(known);
    } catch (SQLException failure) {
      throw new IllegalStateException("The hub's secret cannot be read.", failure);
    }
  }

  private static @Nullable String read(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT secret FROM hub_secret WHERE name = ?")) {
      select.setString(1, NAME);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    } finally {
      end(connection);
    }
  }

  private static void insert(Connection connection, String secret) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO hub_secret (name, secret) VALUES (?, ?)")) {
      insert.setString(1, NAME);
      insert.setString(2, secret);
      insert.executeUpdate();
      end(connection);
    } catch (SQLException failure) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      // 23: another node was faster; its secret is read next.
      if (failure.getSQLState() == null || !failure.getSQLState().startsWith("23")) {
        throw failure;
      }
    }
  }

  private static void end(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }
}
