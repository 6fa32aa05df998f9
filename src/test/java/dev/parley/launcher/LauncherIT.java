package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code java -jar parley.war} as its users meet it, in a Java that is new enough and in one that
 * is not.
 */
class LauncherIT {
  private static final Map<String, String> NOTHING = Map.of();
  private static final Duration READY = Duration.ofSeconds(3);

  @TempDir Path directory;

  /** The Java of this test and, where one is installed, one that is too old to serve. */
  static Stream<List<String>> javas() {
    return Stream.concat(
        Stream.of(HubProcess.command()),
        JavaFinder.ofThisMachine()
            .homes()
            .flatMap(List::stream)
            .filter(home -> JavaFinder.feature(home) >= 11)
            .filter(home -> JavaFinder.feature(home) < JavaFinder.MINIMUM)
            .limit(1)
            .map(
                home ->
                    List.of(
                        home.resolve("bin/java").toString(), "-jar", HubProcess.war().toString())));
  }

  static Stream<Arguments> signals() {
    List<List<String>> javas = javas().toList();
    return Stream.of(Arguments.of(javas.getFirst(), "TERM"), Arguments.of(javas.getLast(), "INT"));
  }

  @ParameterizedTest
  @MethodSource("signals")
  void itServesUntilASignalAndEndsWithZero(List<String> java, String signal) throws Exception {
    List<String> withOption = new ArrayList<>(java);
    withOption.add(1, "-Dparley.http.port=0");
    try (HubProcess hub =
        HubProcess.start(withOption, Map.of("PARLEY_HTTP_PORT", "1"), "--data", data())) {
      assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(reachable6(URI.create(hub.address()).getPort())).isEqualTo(hasVersion6());
      ProcessHandle serving = serving(hub);

      hub.signal(ignoredHere(signal) ? "TERM" : signal);

      assertThat(hub.exitCode()).isZero();
      assertThat(serving.isAlive()).isFalse();
      assertThat(hub.errors()).doesNotContain("level=ERROR", "level=WARN");
    }
  }

  @Test
  void theServingProcessEndsWithAParentThatIsKilled() throws Exception {
    try (HubProcess hub = serve(HubProcess.command())) {
      hub.address();
      ProcessHandle serving = serving(hub);

      hub.handle().destroyForcibly();

      serving.onExit().get(30, TimeUnit.SECONDS);
    }
    // What it held is free again.
    try (HubProcess next = serve(HubProcess.command())) {
      assertThat(next.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aKilledServerIsTheEndOfItsParentToo() throws Exception {
    try (HubProcess hub = serve(HubProcess.command())) {
      hub.address();

      serving(hub).destroyForcibly();

      assertThat(hub.exitCode()).isEqualTo(137);
    }
  }

  @Test
  void theStrongerSettingWins() throws Exception {
    Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("data/parley.properties"), "parley.http.port = 1\n");
    int port = freePort();

    try (HubProcess hub =
        HubProcess.start(
            HubProcess.command(),
            Map.of("PARLEY_HTTP_PORT", String.valueOf(port)),
            "--data",
            data())) {
      assertThat(hub.address()).isEqualTo("http://127.0.0.1:" + port);
    }
    Files.writeString(directory.resolve("my.properties"), "parley.http.port = " + port + "\n");
    try (HubProcess hub =
        HubProcess.start(
            HubProcess.command(),
            NOTHING,
            "--data",
            data(),
            "--config",
            directory.resolve("my.properties").toString())) {
      assertThat(hub.address()).isEqualTo("http://127.0.0.1:" + port);
    }
  }

  @Test
  void itUnpacksOnceAndOnlyForItsOwner() throws Exception {
    startAndStop();
    assertThat(Files.getPosixFilePermissions(directory.resolve("data"))).hasSize(3);
    List<Path> installed = installed();
    assertThat(installed).hasSize(1);
    Object before = Files.getLastModifiedTime(installed.getFirst().resolve("webapp"));
    Path archive = installed.getFirst().resolve("classes.jsa");
    assertThat(archive).as("no archive of a first start").doesNotExist();

    startAndStop();
    assertThat(archive).as("an archive for the next starts").exists();
    startAndStop();

    assertThat(installed()).isEqualTo(installed);
    assertThat(Files.getLastModifiedTime(installed.getFirst().resolve("webapp"))).isEqualTo(before);
  }

  /**
   * Counted by the clock or, because the machine may have other things to do, by the processor time
   * that it takes; the best of a few starts, since from the third on the classes' archive is there.
   */
  @Test
  void itIsReadyWithinThreeSecondsOfTheServingProcess() throws Exception {
    Duration best = Duration.ofDays(1);
    for (int start = 0; start < 6 && best.compareTo(READY) > 0; start++) {
      try (HubProcess hub = serve(HubProcess.command())) {
        assertThat(hub.get("/health/ready").statusCode()).isEqualTo(200);
        Instant ready = Instant.now();
        ProcessHandle.Info serving = hub.handle().children().findFirst().orElseThrow().info();
        best = least(best, Duration.between(serving.startInstant().orElseThrow(), ready));
        best = least(best, serving.totalCpuDuration().orElseThrow());
        hub.signal("TERM");
        assertThat(hub.exitCode()).isZero();
      }
    }
    assertThat(best).isLessThanOrEqualTo(READY);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void startAndStop() throws Exception {
    try (HubProcess hub = serve(HubProcess.command())) {
      assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
      hub.signal("TERM");
      assertThat(hub.exitCode()).isZero();
      assertThat(hub.output().lines().filter(line -> line.startsWith("Parley"))).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aPortInUseIsSaidInOneLine(List<String> java) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        HubProcess hub =
            HubProcess.start(
                java, NOTHING, "--data", data(), "--port", String.valueOf(taken.getLocalPort()))) {
      assertThat(hub.exitCode()).isEqualTo(1);
      assertThat(hub.errors())
          .contains("parley: cannot listen on", "port " + taken.getLocalPort(), "--port")
          .hasLineCount(1);
      assertThat(hub.output()).isEmpty();
    }
  }

  @Test
  void aSecondProcessOnTheSameDataIsRefused() throws Exception {
    try (HubProcess hub = serve(HubProcess.command())) {
      hub.address();
      try (HubProcess second = serve(HubProcess.command())) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.errors())
            .contains("in use by another Parley (process " + serving(hub).pid() + ")", "--data")
            .hasLineCount(1);
      }
      assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("javas")
  void helpAndVersionOnlyPrint(List<String> java) throws Exception {
    try (HubProcess help = HubProcess.start(java, NOTHING, "--help")) {
      assertThat(help.exitCode()).isZero();
      assertThat(help.output()).contains("Usage: java -jar parley.war", "--data DIR");
    }
    try (HubProcess version = HubProcess.start(java, NOTHING, "--version")) {
      assertThat(version.exitCode()).isZero();
      assertThat(version.output()).matches("Parley \\d+\\.\\d+\\S*\\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fly,unknown word \"fly\"",
    "--fly,unknown option --fly",
    "--port=many,--port needs a number from 0 to 65535"
  })
  void wrongCallsAreSaidInOneLine(String argument, String message) throws Exception {
    for (List<String> java : javas().toList()) {
      try (HubProcess hub = HubProcess.start(java, NOTHING, argument)) {
        assertThat(hub.exitCode()).isEqualTo(2);
        assertThat(hub.errors()).startsWith("parley: " + message).hasLineCount(1);
        assertThat(hub.output()).isEmpty();
      }
    }
  }

  private HubProcess serve(List<String> java) throws Exception {
    return HubProcess.start(java, NOTHING, "serve", "--port", "0", "--data", data());
  }

  private static ProcessHandle serving(HubProcess hub) {
    List<ProcessHandle> children = hub.handle().descendants().toList();
    assertThat(children).hasSize(1);
    return children.getFirst();
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private List<Path> installed() throws Exception {
    try (Stream<Path> versions = Files.list(directory.resolve("data/lib"))) {
      return versions.toList();
    }
  }

  private static boolean reachable6(int port) throws Exception {
    try (Socket socket = new Socket(loopback6(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasVersion6() throws Exception {
    return NetworkInterface.getByInetAddress(loopback6()) != null;
  }

  private static InetAddress loopback6() throws Exception {
    byte[] bytes = new byte[16];
    bytes[15] = 1;
    return InetAddress.getByAddress(bytes);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * A shell starts what it puts into the background with SIGINT ignored, and so will its children.
   */
  private static boolean ignoredHere(String signal) throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!signal.equals("INT") || !Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readString(status)
            .lines()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .get();
    return (Long.parseUnsignedLong(mask.substring("SigIgn:".length()).strip(), 16) & 2) != 0;
  }
}
