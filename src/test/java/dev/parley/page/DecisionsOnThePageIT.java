package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script in Python asks, a person in a browser answers. */
class DecisionsOnThePageIT {
  private static final String KEY = "the-key-of-the-page-with-questions";
  private static final Path SCRIPT = Path.of("src/test/resources/page/ask.py").toAbsolutePath();

  @TempDir Path directory;
  private HubProcess hub;
  private Api administrator;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    Tools.prepare();
    startTheHub(0);
    administrator = new Api(hub.address(), KEY);
    browser = Browser.start(Files.createDirectory(directory.resolve("browser")));
  }

  private void startTheHub(int port) throws Exception {
    hub =
        HubProcess.start(
            HubProcess.command(),
            Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
            "--port",
            Integer.toString(port),
            "--data",
            directory.resolve("data").toString());
    hub.address();
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (administrator != null) {
      administrator.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void theAnswerIsThereWhenTheScriptThatAskedIsStartedAgain() throws Exception {
    String alice = administrator.createKey("alice", "member").getString("key");
    String request;
    try (Program script = script()) {
      request = script.awaitLine("^asked ").substring("asked ".length());
    }
    killTheHub();
    browser.open(hub.address());
    signIn(alice);
    String question = "#questions [data-key='" + request + "']";
    browser.await(
        "document.querySelector(\"" + question + "\")?.textContent.includes('Ship 2.1?')");

    browser.type(question + " input", "Go ahead");
    browser.click(question + " [data-option='yes']");

    browser.await("document.getElementById('questions-panel').hidden");
    browser.await(
        "document.getElementById('feed').textContent.includes('alice answered deployer: Ship it')");
    try (Program script = script()) {
      assertThat(script.awaitLine("^asked ")).isEqualTo("asked " + request);
      script.awaitLine("^answered yes alice$");
      assertThat(script.exitCode(Duration.ofSeconds(30))).isZero();
    }
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whoMayNotAnswerSeesForWhomItWaits() throws Exception {
    String observer = administrator.createKey("eve", "observer").getString("key");
    browser.open(hub.address());
    try (Program script = script()) {
      script.awaitLine("^asked ");
      browser.await(shown("Sign in to answer."));
      signIn(observer);
      browser.await(shown("Waits for a member of the team."));
      browser.await("document.querySelector('#questions .answer').hidden");
    }
  }

  /** What was asked outlives the process. */
  private void killTheHub() throws Exception {
    int port = java.net.URI.create(hub.address()).getPort();
    hub.close();
    startTheHub(port);
  }

  private Program script() throws Exception {
    return Program.start(
        directory,
        Map.of("PARLEY_KEY", KEY, "PARLEY_URL", hub.address()),
        Tools.path("python"),
        SCRIPT.toString(),
        "release-2.1");
  }

  private void signIn(String credential) throws Exception {
    browser.await("document.getElementById('connection').dataset.state === 'open'");
    browser.click("#sign-in");
    browser.type("#credential", credential);
    browser.click("#submit");
    browser.await("!document.getElementById('sign-in-dialog').open");
  }

  private static String shown(String text) {
    return "document.getElementById('questions').textContent.includes('" + text + "')";
  }
}
