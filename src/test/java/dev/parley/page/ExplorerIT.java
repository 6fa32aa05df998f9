package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.HubProcess;
import dev.parley.openapi.Document;
import jakarta.json.JsonNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page to try calls on, in a real browser. */
class ExplorerIT {
  private static final String KEY = "the-key-of-the-explorer";
  private static final String BODY = "document.querySelector('.answer .body').textContent";

  @TempDir Path directory;
  private HubProcess hub;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    Tools.prepare();
    hub =
        HubProcess.start(
            HubProcess.command(),
            Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString());
    browser = Browser.start(Files.createDirectory(directory.resolve("browser")));
    browser.open(hub.address());
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void itShowsEveryOperation() throws Exception {
    browser.click("a[href='explorer.html']");
    browser.await("document.querySelectorAll('#operations a').length > 0");
    Document document = Document.built();
    assertThat(
            ((JsonNumber) browser.evaluate("document.querySelectorAll('#operations a').length"))
                .intValue())
        .isEqualTo(document.operations().size());

    browser.type("#filter", "memory");
    browser.await("document.querySelectorAll('#operations li:not([hidden])').length === 2");
    for (String id : List.of("requestDecision", "showActivityFeed", "listen", "showHealth")) {
      show(id);
      assertThat(browser.evaluate("document.querySelector('article .summary').textContent"))
          .hasToString("\"" + document.operation(id).json().getString("summary") + "\"");
    }
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void itMakesCallsAsWhoIsSignedIn() throws Exception {
    open("recordActivity");
    browser.click("form button.primary");
    browser.await(status("401"));

    browser.click("#sign-in");
    browser.type("#credential", KEY);
    browser.click("#submit");
    browser.await("!document.getElementById('sign-in-dialog').open");
    browser.click("form button.primary");
    browser.await(status("200") + " && " + BODY + ".includes('\"activity_id\": \"act_')");
    assertThat(browser.evaluate("document.querySelector('.command').textContent").toString())
        .contains("curl -s 'http", "/record-activity'", "$PARLEY_KEY")
        .doesNotContain(KEY);

    browser.evaluate("document.querySelector('textarea').value = '{\"agent_id\": 1}'");
    browser.click("form button.primary");
    browser.await(status("422") + " && " + BODY + ".includes('/agent_id')");

    show("showActivityFeed");
    browser.type("#parameter-agent_id", "researcher");
    browser.type("#parameter-limit", "1");
    browser.click("form button.primary");
    browser.await(status("200") + " && " + BODY + ".includes('read the paper')");
    assertThat(browser.errors())
        .allSatisfy(error -> assertThat(error).containsAnyOf("status of 401", "status of 422"));
  }

  @Test
  void itListensUntilItIsStopped() throws Exception {
    try (Api agents = new Api(hub.address(), KEY)) {
      open("listen");
      browser.click("form button.primary");
      browser.await(status("200") + " && " + BODY + ".includes('collaboration_state')");

      String activity = agents.record("ada", "memory_write");
      browser.await(BODY + ".includes('" + activity + "')");

      browser.click(".answer button");
      browser.await("document.querySelector('.answer button').hidden");
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void everybodyCanUseIt() throws Exception {
    open("requestDecision");
    for (String scheme : List.of("light", "dark")) {
      browser.colourScheme(scheme);
      assertThat(browser.accessibilityFaults()).as(scheme).isEmpty();
    }
    String picture = System.getProperty("parley.explorer.picture");
    if (picture != null) {
      Files.write(Path.of(picture), browser.picture());
    }
  }

  private void open(String operation) throws Exception {
    browser.open(hub.address() + "/explorer.html#" + operation);
    browser.await("document.querySelector('article') !== null");
  }

  private void show(String operation) throws Exception {
    browser.evaluate("location.hash = '" + operation + "'");
    browser.await(
        "document.querySelector('#operations a[aria-current]')?.hash === '#" + operation + "'");
  }

  private static String status(String code) {
    return "document.querySelector('.answer .badge').textContent === '" + code + "'";
  }
}
