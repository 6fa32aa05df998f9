package dev.parley.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The two settings that must be known before there is a configuration: where the data is and where
 * the configuration file is. Both are looked up as all other settings are: on the command line, in
 * the system properties, in the environment; the data directory also in the file.
 *
 * @param data the data directory
 * @param file the configuration file; it need not exist
 */
record Settings(Path data, Path file) {

  /**
   * Looks the two up.
   *
   * @throws StartException if the file was named and cannot be read
   */
  static Settings of(
      Map<String, String> commandLine, Properties system, Map<String, String> environment)
      throws StartException {
    String named = first(CommandLine.CONFIG, commandLine, system, environment);
    String data = first(CommandLine.DATA, commandLine, system, environment);
    if (data == null && named != null) {
      data = read(Path.of(named)).getProperty(CommandLine.DATA);
    }
    Path directory = absolute(data == null ? "parley-data" : data);
    return new Settings(
        directory, named == null ? directory.resolve("parley.properties") : absolute(named));
  }

  private static @Nullable String first(
      String property,
      Map<String, String> commandLine,
      Properties system,
      Map<String, String> environment) {
    String value = commandLine.get(property);
    if (value == null) {
      value = system.getProperty(property);
    }
    return value == null
        ? environment.get(property.replace('.', '_').toUpperCase(Locale.ROOT))
        : value;
  }

  private static Properties read(Path file) throws StartException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("cannot read the configuration file " + file + ": " + e);
    }
    return properties;
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
