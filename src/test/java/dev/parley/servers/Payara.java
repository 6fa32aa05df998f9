package dev.parley.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.HubProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Payara Server, which is told what to do by its administration command. */
final class Payara extends ApplicationServer {
  private final int adminPort = freePort();

  Payara() throws IOException {
    super("payara");
  }

  @Override
  void prepare() throws IOException {
    Path domain = distribution().resolve("glassfish/domains/domain1");
    try (Stream<Path> files = Files.walk(domain)) {
      for (Path file : files.toList()) {
        Files.copy(file, work().resolve("parley").resolve(domain.relativize(file).toString()));
      }
    }
  }

  @Override
  List<String> command() {
    return List.of(
        asadmin(),
        "start-domain",
        "--verbose",
        "--domaindir",
        work().toString(),
        "--prebootcommandfile",
        configuration().resolve("preboot.asadmin").toString(),
        "--postbootcommandfile",
        configuration().resolve("postboot.asadmin").toString(),
        "parley");
  }

  @Override
  void preparePool() throws Exception {
    putDriver(work().resolve("parley/lib/postgresql.jar"));
  }

  @Override
  String dataSource() {
    return "jdbc/parley";
  }

  @Override
  void started() throws Exception {
    assertThat(logged()).contains("Boot Command").doesNotContainPattern("Boot Command .* failed");
    if (poolIsServers()) {
      administer("multimode", "--file", configuration().resolve("datasource.asadmin").toString());
    }
  }

  private String asadmin() {
    return distribution().resolve("bin/asadmin").toString();
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "HTTP_HOST",
        "127.0.0.1",
        "HTTP_PORT",
        Integer.toString(port()),
        "ADMIN_PORT",
        Integer.toString(adminPort));
  }

  @Override
  void putWar() throws Exception {
    administer("deploy", "--name", "parley", "--contextroot", "/", HubProcess.war().toString());
  }

  @Override
  void removeWar() throws Exception {
    administer("undeploy", "parley");
  }

  private void administer(String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of(asadmin(), "--port", Integer.toString(adminPort)));
    all.addAll(List.of(command));
    Process process = builder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed: " + said);
    }
  }
}
