package dev.parley.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Open Liberty, which watches the WAR that its configuration names. */
final class OpenLiberty extends ApplicationServer {
  private static final String STOPPED = "CWWKZ0009I";

  OpenLiberty() throws IOException {
    super("openliberty");
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(server().resolve("apps"));
    for (String file : List.of("server.xml", "jvm.options")) {
      Files.copy(configuration().resolve(file), server().resolve(file));
    }
  }

  @Override
  void preparePool() throws Exception {
    Path overrides = Files.createDirectories(server().resolve("configDropins/overrides"));
    Files.copy(configuration().resolve("datasource.xml"), overrides.resolve("datasource.xml"));
    putDriver(server().resolve("jdbc/postgresql.jar"));
  }

  @Override
  String dataSource() {
    return "jdbc/parley";
  }

  private Path server() {
    return work().resolve("servers/parley");
  }

  @Override
  List<String> command() {
    return List.of(distribution().resolve("bin/server").toString(), "run", "parley");
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "WLP_USER_DIR",
        work().toString(),
        "HTTP_PORT",
        Integer.toString(port()),
        "PARLEY_POLL_INTERVAL",
        "200ms");
  }

  @Override
  void putWar() throws IOException {
    moveWar(war());
  }

  @Override
  void removeWar() throws Exception {
    long before = stops();
    Files.delete(war());
    until("the application has stopped", () -> stops() > before);
  }

  private Path war() {
    return server().resolve("apps/parley.war");
  }

  private long stops() throws IOException {
    return logged().lines().filter(line -> line.contains(STOPPED)).count();
  }
}
