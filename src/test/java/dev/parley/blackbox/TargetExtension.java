package dev.parley.blackbox;

import dev.parley.identity.TestIssuer;
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
 * for all of them, started when the first asks; or, where the system property {@code
 * parley.blackbox.url} names a hub, that one. It has to be configured like {@link
 * Target#environment}, with the administrator's key of {@code parley.blackbox.admin-key} and the
 * public half of the JWK in {@code parley.blackbox.signing-key}.
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
      return url == null ? embedded() : named(url);
    }

    private static Shared named(String url) {
      return new Shared(
          new Target(
              URI.create(url),
              System.getProperty("parley.blackbox.admin-key"),
              TestIssuer.of(System.getProperty("parley.blackbox.signing-key"))),
          () -> {});
    }

    private static Shared embedded() {
      try {
        Path directory = Files.createTempDirectory("parley-blackbox");
        Server server = Server.start(directory.resolve("data"), Map.of());
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
