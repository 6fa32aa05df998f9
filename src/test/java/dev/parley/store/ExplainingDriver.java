package dev.parley.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Stands between PostgreSQL's driver and the pool, and lets the server explain every prepared
 * statement, with the parameters it is really run with, just before it is run.
 */
public final class ExplainingDriver implements UnaryOperator<DataSource> {
  private final Map<String, String> plans = new ConcurrentHashMap<>();

  /** The plans so far, by statement. */
  public Map<String, String> plans() {
    return plans;
  }

  @Override
  public DataSource apply(DataSource driver) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Object result = call(driver, method, arguments);
          return result instanceof Connection connection ? explaining(connection) : result;
        });
  }

  private Connection explaining(Connection connection) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          Object result = call(connection, method, arguments);
          if (method.getName().equals("prepareStatement")) {
            String sql = (String) arguments[0];
            if (sql.startsWith("SELECT") || sql.startsWith("UPDATE") || sql.startsWith("DELETE")) {
              return explaining(
                  sql, (PreparedStatement) result, connection.prepareStatement("EXPLAIN " + sql));
            }
          }
          return result;
        });
  }

  private PreparedStatement explaining(
      String sql, PreparedStatement statement, PreparedStatement explanation) {
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) -> {
          String name = method.getName();
          if (name.startsWith("set") && arguments[0] instanceof Integer && arguments.length > 1) {
            call(explanation, method, arguments);
          } else if (name.startsWith("execute") || name.equals("addBatch")) {
            if (!name.equals("executeBatch")) {
              plans.put(sql, plan(explanation));
            }
          } else if (name.equals("close")) {
            explanation.close();
          }
          return call(statement, method, arguments);
        });
  }

  private static String plan(PreparedStatement explanation) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (ResultSet row = explanation.executeQuery()) {
      while (row.next()) {
        plan.append(row.getString(1)).append('\n');
      }
    }
    return plan.toString();
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
