package dev.parley.launcher;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;

/** The main class of the WAR: reaches the launcher's classes inside the WAR and hands over. */
public final class Start {
  private Start() {}

  /** Never called by name; see the WAR's manifest. */
  public static void main(String[] arguments) throws Throwable {
    URL war = Start.class.getProtectionDomain().getCodeSource().getLocation();
    URL launcher = new URL("jar:" + war + "!/WEB-INF/launcher/");
    // Never closed: its classes run until the process ends.
    @SuppressWarnings("resource")
    URLClassLoader loader =
        new URLClassLoader(new URL[] {launcher}, ClassLoader.getPlatformClassLoader());
    try {
      loader
          .loadClass("dev.parley.launcher.Launcher")
          .getMethod("main", URL.class, String[].class)
          .invoke(null, war, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
