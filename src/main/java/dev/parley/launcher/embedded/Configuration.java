package dev.parley.launcher.embedded;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Puts the MicroProfile configuration together, strongest first: command line, system properties,
 * environment, configuration file, defaults.
 */
final class Configuration {
  private static final int COMMAND_LINE = 500;
  private static final int FILE = 200;

  private Configuration() {}

  /**
   * Makes the configuration, and makes it the one that {@code ConfigProvider.getConfig()} answers
   * with wherever the context class loader is this class's.
   *
   * @param options what the command line says; {@code parley.config} names the configuration file,
   *     which need not exist
   */
  static Config install(Map<String, String> options) throws IOException {
    ClassLoader loader = Configuration.class.getClassLoader();
    Config config =
        new SmallRyeConfigBuilder()
            .forClassLoader(loader)
            .addDefaultInterceptors()
            .addDefaultSources()
            .addDiscoveredSources()
            .addDiscoveredConverters()
            .withSources(
                new PropertiesConfigSource(options, "command line", COMMAND_LINE), file(options))
            .build();
    ConfigProviderResolver.instance().registerConfig(config, loader);
    return config;
  }

  private static ConfigSource file(Map<String, String> options) throws IOException {
    Map<String, String> values = new HashMap<>();
    String named = options.get("parley.config");
    if (named != null && Files.exists(Path.of(named))) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(Path.of(named))) {
        properties.load(reader);
      }
      properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
    }
    return new PropertiesConfigSource(values, "configuration file", FILE);
  }
}
