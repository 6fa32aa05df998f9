package dev.parley.store;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * HSQLDB's classes, loaded once more, so that their static state can be thrown away with them.
 *
 * <p>HSQLDB keeps its open databases in static maps. One that fails while it is closed stays there
 * half closed and refuses every connection from then on; with fresh classes it is opened as after a
 * killed process. Nothing of the old classes stays behind when their connections are closed: they
 * run no thread, and connections are made without the driver that would register itself with {@link
 * java.sql.DriverManager}.
 */
final class HsqldbClasses extends ClassLoader {
  private static final String PREFIX = "org.hsqldb.";

  static {
    registerAsParallelCapable();
  }

  HsqldbClasses() {
    super("hsqldb", HsqldbClasses.class.getClassLoader());
  }

  /**
   * Connects as the administrator that a new database has.
   *
   * @param url with all its options, {@code jdbc:hsqldb:...}
   */
  Connection connect(String url) throws SQLException {
    try {
      Object properties =
          loadClass("org.hsqldb.DatabaseURL")
              .getMethod("parseURL", String.class, boolean.class, boolean.class)
              .invoke(null, url, true, false);
      return (Connection)
          loadClass("org.hsqldb.jdbc.JDBCConnection")
              .getConstructor(properties.getClass())
              .newInstance(properties);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof SQLException refused
          ? refused
          : new SQLException("HSQLDB failed while it opened the store", "58000", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this is not the HSQLDB that the hub was built with", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PREFIX)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = bytes(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** From wherever the application has it, which on some servers is not a file. */
  private byte @Nullable [] bytes(String resource) throws ClassNotFoundException {
    try (InputStream stream = getResourceAsStream(resource)) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(resource, e);
    }
  }
}
