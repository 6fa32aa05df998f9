package dev.parley.blackbox;

import dev.parley.blackbox.client.Target;
import dev.parley.blackbox.owned.Server;
import dev.parley.store.TestPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the hub that they are for, by a parameter of type {@link Target}. That is one server
 * for all of them, the packaged WAR, started when the first asks; or, where the system property
 * {@code parley.blackbox.url} names one that runs, such as {@code http://127.0.0.1:8080}, that one.
 * It has to be configured like {@code src/test/resources/blackbox/standard.properties}, and may
 * hold data already: tests keep to names of their own. They do not run side by side with other
 * users of it, because some tell that nothing has happened by the topic's offset.
 *
 * <p>What is started here uses its embedded store, or a real PostgreSQL where the system property
 * {@code parley.blackbox.database} is {@code postgresql}.
 *
 * <p>{@link Target#at} tells how its keys are named where they are not the standard ones.
 */
public final class TargetExtension implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Target.class;
  }

  @Override
  public Target resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(TargetExtension.class))
        .getOrComputeIfAbsent(Shared.class, type -> Shared.open(), Shared.class)
        .target();
  }

  /** Closed by JUnit when all tests have run. */
  private record Shared(Target target, Closeable means) implements Closeable {
    static Shared open() {
      String url = System.getProperty("parley.blackbox.url");
      return url == null ? embedded() : new Shared(Target.at(URI.create(url)), () -> {});
    }

    private static Shared embedded() {
      try {
        Path directory = Files.createTempDirectory("parley-blackbox");
        Server server = Server.start(directory.resolve("data"), database());
        return new Shared(
            server.target(),
            () -> {
              server.close();
              delete(directory);
            });
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private static Map<String, String> database() {
      return switch (System.getProperty("parley.blackbox.database", "embedded")) {
        case "embedded" -> Map.of();
        case "postgresql" -> Map.of("PARLEY_DB_URL", TestPostgres.get().database());
        default -> throw new IllegalArgumentException("parley.blackbox.database");
      };
    }

    private static void delete(Path tree) throws IOException {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }

    @Override
    public void close() throws IOException {
      means.close();
    }
  }
}
