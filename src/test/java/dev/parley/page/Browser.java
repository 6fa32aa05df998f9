package dev.parley.page;

import static java.util.stream.Collectors.joining;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Chromium without a window, driven by W3C WebDriver. Each has a profile of its own, and
 * ends with its driver when it is closed.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Program driver;
  private final String session;

  private Browser(Program driver, int port, Path profile) throws Exception {
    this.driver = driver;
    String address = "http://127.0.0.1:" + port + "/session";
    JsonObject made = send("POST", address, capabilities(profile)).asJsonObject();
    this.session = address + "/" + made.getString("sessionId");
    post("/timeouts", Json.createObjectBuilder().add("script", PATIENCE.toMillis()));
  }

  /**
   * Starts a browser.
   *
   * @param directory for its profile, new and empty
   */
  static Browser start(Path directory) throws Exception {
    Program driver = Program.start(directory, Map.of(), Tools.path("chromedriver"), "--port=0");
    try {
      String line = driver.awaitLine("started successfully on port \\d+");
      int port = Integer.parseInt(line.replaceAll("\\D", ""));
      return new Browser(driver, port, directory.resolve("profile"));
    } catch (Throwable e) {
      driver.close();
      throw e;
    }
  }

  private static JsonObjectBuilder capabilities(Path profile) throws Exception {
    Stream<String> arguments =
        Stream.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1200,800",
            "--user-data-dir=" + profile);
    JsonObjectBuilder options =
        Json.createObjectBuilder()
            .add("binary", Tools.path("chromium"))
            .add("args", Json.createArrayBuilder(arguments.toList()));
    JsonObjectBuilder wanted =
        Json.createObjectBuilder()
            .add("browserName", "chrome")
            .add("goog:loggingPrefs", Json.createObjectBuilder().add("browser", "ALL"))
            .add("goog:chromeOptions", options);
    return Json.createObjectBuilder()
        .add("capabilities", Json.createObjectBuilder().add("alwaysMatch", wanted));
  }

  /** Goes to a page. */
  void open(String url) throws Exception {
    post("/url", Json.createObjectBuilder().add("url", url));
  }

  /** Loads the page anew. */
  void reload() throws Exception {
    post("/refresh", Json.createObjectBuilder());
  }

  /** Clicks on the first element that the selector finds. */
  void click(String selector) throws Exception {
    post("/element/" + find(selector) + "/click", Json.createObjectBuilder());
  }

  /** Types into the first element that the selector finds. */
  void type(String selector, String text) throws Exception {
    post("/element/" + find(selector) + "/value", Json.createObjectBuilder().add("text", text));
  }

  /** What a JavaScript expression is worth. */
  JsonValue evaluate(String expression) throws Exception {
    return post("/execute/sync", script("return " + expression));
  }

  /** What a JavaScript expression is worth, which is a list of texts. */
  List<String> texts(String expression) throws Exception {
    return evaluate(expression).asJsonArray().getValuesAs(JsonString::getString);
  }

  /** Waits until a JavaScript expression is true; asked anew whenever the page has changed. */
  void await(String expression) throws Exception {
    String text =
        """
        const told = arguments[arguments.length - 1];
        const isTrue = () => %s;
        if (isTrue()) {
          told(true);
          return;
        }
        const observer = new MutationObserver(() => {
          if (isTrue()) {
            observer.disconnect();
            told(true);
          }
        });
        observer.observe(document, {
          subtree: true, childList: true, characterData: true, attributes: true,
        });
        """
            .formatted(expression);
    try {
      post("/execute/async", script(text));
    } catch (AssertionError e) {
      String page = evaluate("document.body.innerText").toString();
      throw new AssertionError("never true: " + expression + "\nThe page: " + page, e);
    }
  }

  /** The errors that the browser has told of since the last time it was asked. */
  List<String> errors() throws Exception {
    return post("/se/log", Json.createObjectBuilder().add("type", "browser"))
        .asJsonArray()
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(entry -> entry.getString("level").equals("SEVERE"))
        .map(entry -> entry.getString("source") + ": " + entry.getString("message"))
        .toList();
  }

  /** Sets the size of the page, in pixels. */
  void size(int width, int height) throws Exception {
    command(
        "Emulation.setDeviceMetricsOverride",
        Json.createObjectBuilder()
            .add("width", width)
            .add("height", height)
            .add("deviceScaleFactor", 1)
            .add("mobile", false));
  }

  /** Sets what the person prefers: {@code light} or {@code dark}. */
  void colourScheme(String scheme) throws Exception {
    JsonObjectBuilder feature =
        Json.createObjectBuilder().add("name", "prefers-color-scheme").add("value", scheme);
    command(
        "Emulation.setEmulatedMedia",
        Json.createObjectBuilder().add("features", Json.createArrayBuilder().add(feature)));
  }

  /** What axe finds fault with on the page: the rule, and the first place. */
  List<String> accessibilityFaults() throws Exception {
    String axe = Files.readString(Tools.NPM.resolve("node_modules/axe-core/axe.min.js"));
    String run =
        """
        axe.run().then(({violations}) => arguments[arguments.length - 1](
          violations.map(({id, nodes}) => id + ' ' + nodes[0].html + nodes[0].failureSummary)));
        """;
    return post("/execute/async", script(axe + "\n" + run))
        .asJsonArray()
        .getValuesAs(JsonString::getString);
  }

  /** A picture of what is seen, as PNG. */
  byte[] picture() throws Exception {
    JsonValue picture = send("GET", session + "/screenshot", null);
    return Base64.getDecoder().decode(((JsonString) picture).getString());
  }

  @Override
  public void close() {
    // Asked to end, it clears what it has left in the temporary directory.
    HttpRequest end = HttpRequest.newBuilder(URI.create(session)).DELETE().build();
    client
        .sendAsync(end, BodyHandlers.discarding())
        .orTimeout(10, TimeUnit.SECONDS)
        .handle((answer, failure) -> answer)
        .join();
    client.shutdownNow();
    client.close();
    driver.close();
  }

  private void command(String name, JsonObjectBuilder parameters) throws Exception {
    post(
        "/goog/cdp/execute", Json.createObjectBuilder().add("cmd", name).add("params", parameters));
  }

  private String find(String selector) throws Exception {
    return post(
            "/element",
            Json.createObjectBuilder().add("using", "css selector").add("value", selector))
        .asJsonObject()
        .getString(ELEMENT);
  }

  private static JsonObjectBuilder script(String text) {
    return Json.createObjectBuilder().add("script", text).add("args", JsonValue.EMPTY_JSON_ARRAY);
  }

  private JsonValue post(String path, JsonObjectBuilder body) throws Exception {
    return send("POST", session + path, body);
  }

  private JsonValue send(String method, String url, JsonObjectBuilder body) throws Exception {
    HttpRequest.BodyPublisher content =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.build().toString());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, content)
            .timeout(PATIENCE.multipliedBy(2))
            .build();
    String answer = client.send(request, BodyHandlers.ofString()).body();
    try (JsonReader reader = Json.createReader(new StringReader(answer))) {
      JsonValue value = reader.readObject().get("value");
      if (value instanceof JsonObject failure && failure.containsKey("error")) {
        throw new AssertionError(
            failure.getString("message").lines().limit(3).collect(joining("\n")));
      }
      return value;
    }
  }
}
