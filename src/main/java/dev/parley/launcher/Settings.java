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
 */
final class Settings {
  private final Path data;
  private final Path file;

  private Settings(Path data, Path file) {
    this.data = data;
    this.file = file;
  }

  /**
   * Looks the two up.
   *
   * @throws StartException if the file was named and cannot be read
   */
  static Settings of(
      Map<String, String> commandLine, Properties system, Map<String, String> environment)
      throws StartException {
    String named = first(Option.CONFIG.property(), commandLine, system, environment);
    Properties fromFile = named == null ? new Properties() : read(Path.of(named));
    String data = first(Option.DATA.property(), commandLine, system, environment);
    if (data == null) {
      data = fromFile.getProperty(Option.DATA.property(), "parley-data");
    }
    Path directory = absolute(data);
    return new Settings(
        directory, named == null ? directory.resolve("parley.properties") : absolute(named));
  }

  /** The data directory. */
  Path data() {
    return data;
  }

  /** The configuration file. Unless somebody has named it, it need not exist. */
  Path file() {
    return file;
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
