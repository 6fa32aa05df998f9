package dev.parley.collaboration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Stands between the driver and the pool and remembers which statements were prepared. */
final class SqlRecorder implements UnaryOperator<DataSource> {
  private final List<String> prepared = new CopyOnWriteArrayList<>();

  List<String> prepared() {
    return prepared;
  }

  @Override
  public DataSource apply(DataSource driver) {
    return proxy(DataSource.class, driver);
  }

  private <T> T proxy(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                prepared.add((String) arguments[0]);
              }
              try {
                Object result = method.invoke(target, arguments);
                return result instanceof Connection ? proxy(Connection.class, result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
