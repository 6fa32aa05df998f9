package dev.parley.assembly;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What refers to an application that has ended, and is neither its own nor ends with it: a server
 * would keep all of its classes for that.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private Leftovers() {}

  /** Removes them; to be called last, by the thread that ends the application. */
  static void remove() {
    ClassLoader application = Objects.requireNonNull(Leftovers.class.getClassLoader());
    // The first question may load and so register the application's driver, where the server has
    // one
    // of that name.
    DriverManager.drivers().forEach(driver -> {});
    DriverManager.drivers()
        .filter(driver -> application.equals(driver.getClass().getClassLoader()))
        .forEach(Leftovers::forget);
    ClassLoader system = ClassLoader.getSystemClassLoader();
    if (application.equals(system)) {
      return;
    }
    // A thread that a server's pool has made for the application has its class loader for life.
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.equals(Thread.currentThread()))
        .filter(thread -> application.equals(thread.getContextClassLoader()))
        .forEach(thread -> giveBack(thread, system));
  }

  private static void giveBack(Thread thread, ClassLoader loader) {
    try {
      thread.setContextClassLoader(loader);
    } catch (SecurityException e) {
      LOG.atDebug().setCause(e).log("A thread keeps its class loader");
    }
  }

  private static void forget(Driver driver) {
    try {
      DriverManager.deregisterDriver(driver);
    } catch (SQLException e) {
      LOG.atWarn().setCause(e).log("A database driver stays registered");
    }
  }
}
