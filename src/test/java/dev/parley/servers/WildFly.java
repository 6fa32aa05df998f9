package dev.parley.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** WildFly, which watches a directory; files beside the WAR tell what it does. */
final class WildFly extends ApplicationServer {
  WildFly() throws IOException {
    super("wildfly");
  }

  @Override
  void prepare() throws IOException {
    Path configuration = Files.createDirectory(work().resolve("configuration"));
    Files.createDirectory(deployments());
    Files.copy(configuration().resolve("parley.xml"), configuration.resolve("parley.xml"));
    Files.copy(
        distribution().resolve("standalone/configuration/logging.properties"),
        configuration.resolve("logging.properties"));
  }

  @Override
  void preparePool() throws Exception {
    Path module = modules().resolve("org/postgresql/main");
    putDriver(module.resolve("postgresql.jar"));
    Files.copy(configuration().resolve("module.xml"), module.resolve("module.xml"));
    Files.copy(
        configuration().resolve("datasource.yml"), work().resolve("configuration/datasource.yml"));
  }

  /** Beside those of the distribution, which is not changed. */
  private Path modules() {
    return work().resolve("modules");
  }

  @Override
  String dataSource() {
    return "java:jboss/datasources/parley";
  }

  private Path deployments() {
    return work().resolve("deployments");
  }

  @Override
  List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                distribution().resolve("bin/standalone.sh").toString(),
                "-c",
                "parley.xml",
                "-Djboss.server.base.dir=" + work(),
                "-Djboss.http.port=" + port(),
                "-Dparley.scan-interval-ms=200"));
    if (poolIsServers()) {
      command.add("--yaml=datasource.yml");
    }
    return command;
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "LAUNCH_JBOSS_IN_BACKGROUND",
        "true",
        "JBOSS_MODULEPATH",
        distribution().resolve("modules") + ":" + modules());
  }

  @Override
  void putWar() throws IOException {
    Path war = deployments().resolve("ROOT.war");
    if (Files.exists(war)) {
      Files.createFile(marker("dodeploy"));
    } else {
      moveWar(war);
    }
  }

  @Override
  void removeWar() throws Exception {
    Files.delete(marker("deployed"));
    until("the WAR is undeployed", () -> Files.exists(marker("undeployed")));
  }

  private Path marker(String state) {
    return deployments().resolve("ROOT.war." + state);
  }
}
