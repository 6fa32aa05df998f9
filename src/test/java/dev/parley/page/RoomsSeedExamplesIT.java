package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.parley.launcher.HubProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples that the Rooms seed prints, unmodified: only host, port and token are filled in. The
 * components stand on a page with the provider that the seed names and does not show.
 */
class RoomsSeedExamplesIT {
  private static final String KEY = "the-key-of-the-examples";
  private static final Path EXAMPLES =
      Path.of("src/test/resources/seeds/bayon-realtime-guide").toAbsolutePath();
  private static final Path PROVIDER =
      Path.of("src/test/resources/page/realtime-provider.jsx").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = "test-user";

  @TempDir static Path data;
  private static HubProcess hub;
  private static Api admin;
  private static String address;
  private static String token;

  @TempDir Path directory;

  @BeforeAll
  static void startTheHub() throws Exception {
    Tools.prepare();
    hub =
        HubProcess.start(
            HubProcess.command(),
            Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
            "--port",
            "0",
            "--data",
            data.toString());
    address = hub.address();
    admin = new Api(address, KEY);
    token = admin.createKey(USER, "member").getString("key");
  }

  @AfterAll
  static void stopTheHub() {
    if (admin != null) {
      admin.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  private static String endpoint(String path) {
    return address.replaceFirst("http", "ws") + path;
  }

  /** The lines that the guide has one type, with the tool that it has one install. */
  @Test
  void wscatTestsTheConnection() throws Exception {
    String lines = Files.readString(EXAMPLES.resolve("testing-websocket-connection.sh"));
    String url = lines.replaceAll("(?s).*wscat -c \"(.*?)\".*", "$1");
    String line = lines.replaceAll("(?s).*(\\{\"action\".*?\\}).*", "$1");
    assertThat(url).contains("/development?userId=" + USER);
    url =
        url.replaceFirst("wss://[^/]+", endpoint("")).replace("token=test-token", "token=" + token);
    // Only on a terminal does it say what it does.
    try (Program wscat =
        Program.start(
            directory,
            Map.of("FORCE_COLOR", "0"),
            "script",
            "--quiet",
            "--flush",
            "--command",
            "'%s' '%s' -c '%s'"
                .formatted(
                    Tools.path("node"), Tools.NPM.resolve("node_modules/wscat/bin/wscat"), url),
            "/dev/null")) {
      wscat.awaitLine("Connected");
      wscat.type(line);
      wscat.awaitLine("\"type\":\"ack\".*\"messageId\":\"msg_\\d+\"");
      wscat.awaitLine("\"type\":\"message\".*\"message\":\"Hello World!\"");
    }
    assertThat(last("test-room").getString("userId")).isEqualTo(USER);
  }

  @Test
  void theTeamChats() throws Exception {
    try (Page page = new Page("team-chat-example.tsx", "TeamChatExample")) {
      page.browser.await("document.querySelectorAll('button').length === 1");
      admin.post(
          "conversations/team-general/messages",
          Json.createObjectBuilder().add("content", "Who is there?"));
      page.browser.await(shows("Who is there?"));
      page.browser.click("button");
      page.browser.await(shows("Hello team!"));
      assertThat(page.browser.errors()).isEmpty();
    }
    assertThat(last("team-general").getString("message")).isEqualTo("Hello team!");
    assertThat(last("team-general").getString("userId")).isEqualTo(USER);
  }

  private static String shows(String text) {
    return "document.querySelector('.messages').textContent.includes('" + text + "')";
  }

  private static JsonObject last(String room) throws Exception {
    return admin
        .get("rooms/" + room + "/messages?limit=1")
        .getJsonArray("messages")
        .getJsonObject(0);
  }

  /** A component as it is, the provider around it, and a browser that shows them. */
  private final class Page implements AutoCloseable {
    private final HttpServer server;
    private final Browser browser;

    Page(String example, String component) throws Exception {
      Path pages = Files.createDirectory(directory.resolve("pages"));
      build(pages, example, component);
      server =
          SimpleFileServer.createFileServer(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pages, OutputLevel.NONE);
      server.start();
      browser = Browser.start(Files.createDirectory(directory.resolve("browser")));
      browser.open("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void build(Path pages, String example, String component) throws Exception {
      Path source = directory.resolve("page.tsx");
      Files.writeString(
          source,
          """
          import { useEffect } from 'react';
          import { createRoot } from 'react-dom/client';
          import { RealtimeProvider } from '@/components/realtime/realtime-provider';
          %s
          createRoot(document.getElementById('root')).render(
            <RealtimeProvider endpoint="%s"><%s /></RealtimeProvider>);
          """
              .formatted(
                  Files.readString(EXAMPLES.resolve(example)),
                  endpoint("/development?userId=" + USER + "&token=" + token),
                  component));
      Files.writeString(
          pages.resolve("index.html"),
          """
          <!doctype html>
          <html lang="en">
          <title>An example of the guide</title>
          <link rel="icon" href="data:,">
          <div id="root"></div>
          <script src="page.js"></script>
          """);
      try (Program esbuild =
          Program.start(
              directory,
              Map.of("NODE_PATH", Tools.NPM.resolve("node_modules").toString()),
              Tools.NPM.resolve("node_modules/.bin/esbuild").toString(),
              source.toString(),
              "--bundle",
              "--jsx=automatic",
              "--alias:@/components/realtime/realtime-provider=" + PROVIDER,
              "--outfile=" + pages.resolve("page.js"))) {
        assertThat(esbuild.exitCode(PATIENCE)).as(esbuild::output).isZero();
      }
    }

    @Override
    public void close() {
      browser.close();
      server.stop(0);
    }
  }
}
