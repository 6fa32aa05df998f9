package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.HubProcess;
import jakarta.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done and decided in sessions, and what agents did to their memory, on the page. */
class HistoryOnThePageIT {
  private static final String KEY = "the-key-of-the-page-with-history";
  private static final String CONNECTED =
      "document.getElementById('connection').dataset.state === 'open'";
  private static final String DIALOG = "#session-dialog";

  @TempDir static Path data;
  private static HubProcess hub;
  private static Api agents;

  @TempDir Path directory;
  private Browser browser;

  @BeforeAll
  static void startTheHub() throws Exception {
    Tools.prepare();
    hub =
        HubProcess.start(
            HubProcess.command(),
            Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
            "--data",
            data.toString(),
            "--port",
            "0");
    agents = new Api(hub.address(), KEY);
  }

  @AfterAll
  static void stopTheHub() {
    if (agents != null) {
      agents.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void startTheBrowser() throws Exception {
    browser = Browser.start(Files.createDirectory(directory.resolve("browser")));
    browser.open(hub.address() + "/");
    browser.await(CONNECTED);
  }

  @AfterEach
  void stopTheBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aSessionShowsWhatWasDoneAndDecidedInItWhileItHappens() throws Exception {
    String session = agents.startSession("council", "ada", "bob");
    agents.record("ada", "council_debate");
    agents.decide(session, "bob", "Use the small model");
    signIn();
    browser.await(shows("#sessions", session, "1 activity, 1 decision"));

    browser.click("#sessions [data-key='" + session + "'] .session-name");
    browser.await(shows(DIALOG, "council", session, "ada", "bob", "1 activity, 1 decision"));
    browser.await(shows("#session-decisions", "bob decided: Use the small model", "75 % sure"));
    browser.await(shows("#session-activities", "ada debates in council", "running"));
    browser.await("document.getElementById('session-requests-part').hidden");

    String request = agents.ask(session, "ada", "Which size?");
    browser.await(shows("#session-requests", "ada asks: Which size?"));
    agents.answer(request, "small");
    browser.await(shows("#session-requests", "bootstrap answered ada: Small", "Which size?"));
    String activity = agents.record("bob", "decision_made");
    agents.complete(activity, true);
    browser.await(
        shows("#session-activities [data-key='" + activity + "']", "bob made a decision", "done"));
    agents.endSession(session);
    browser.await(shows("#session-times", "ended"));
    for (String scheme : List.of("light", "dark")) {
      browser.colourScheme(scheme);
      assertThat(browser.accessibilityFaults()).as(scheme).isEmpty();
    }

    browser.click("#session-activities .agent-name");
    browser.await("!document.getElementById('session-dialog').open");
    browser.await(shows("#feed-title", "Activity of "));
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void sessionsThatHaveEndedAreFound() throws Exception {
    String old = agents.startSession("old", "cid", "dan");
    agents.decide(old, "cid", "Ship it");
    agents.endSession(old);
    signIn();

    browser.click("#older-sessions");
    browser.await(shows("#ended [data-key='" + old + "']", "0 activities, 1 decision", "ended"));
    String next = agents.startSession("next", "cid", "dan");
    browser.await(shows("#sessions", next));
    agents.endSession(next);
    browser.await(shows("#ended [data-key='" + next + "']", "ended"));

    browser.click("#ended [data-key='" + old + "'] .session-name");
    browser.await(shows("#session-decisions", "cid decided: Ship it"));
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whoIsNotSignedInSeesWhatTheSocketTells() throws Exception {
    String session = agents.startSession("open", "eve", "fay");
    browser.await(shows("#sessions", session));
    browser.click("#sessions [data-key='" + session + "'] .session-name");
    browser.await(shows(DIALOG, "eve", "fay", "Sign in to see what was done and decided."));
    browser.click("#session-close");
    browser.click("#memory-title");
    browser.await(shows("#no-memory", "sign in to see what was before"));
    agents.remember("eve", "open-item");
    browser.await(shows("#memory", "eve wrote an item to memory", "open-item"));
    browser.await("document.getElementById('older-sessions').hidden");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void theMemoryFeedIsReadPageByPageAndFiltered() throws Exception {
    for (int i = 0; i < 60; i++) {
      agents.remember("gil", "item-" + i);
    }
    agents.remember("hal", "item-7");
    browser.reload();
    browser.await(CONNECTED);
    signIn();
    browser.click("#memory-title");
    browser.await(shows("#memory", "hal wrote an item to memory"));
    browser.await("document.querySelectorAll('#memory > li').length === 50");

    browser.click("#memory-older");
    browser.await("document.querySelectorAll('#memory > li').length > 60");
    assertThat(items()).containsSubsequence("item-59", "item-58", "item-1", "item-0");

    browser.type("#memory-item", "item-7\n");
    browser.await("document.querySelectorAll('#memory > li').length === 2");
    agents.remember("gil", "item-7");
    agents.remember("gil", "item-8");
    browser.await("document.querySelectorAll('#memory > li').length === 3");
    browser.click("#memory .agent-name");
    browser.await(
        "document.getElementById('memory-agent').value === 'gil'"
            + " && document.querySelectorAll('#memory > li').length === 2");
    assertThat(items()).containsExactly("item-7", "item-7");
    assertThat(browser.accessibilityFaults()).isEmpty();

    browser.click("#memory-all");
    browser.await("document.querySelectorAll('#memory > li').length > 60");
    agents.remember("gil", "the-last");
    browser.await("document.querySelector('#memory > li').textContent.includes('the-last')");
    assertThat(items()).startsWith("the-last", "item-8", "item-7");
    assertThat(browser.errors()).isEmpty();
  }

  private List<String> items() throws Exception {
    return browser.texts(
        "[...document.querySelectorAll('#memory .item')].map(item => item.textContent)");
  }

  private void signIn() throws Exception {
    browser.click("#sign-in");
    browser.type("#credential", KEY);
    browser.click("#submit");
    browser.await("!document.getElementById('sign-in-dialog').open && " + CONNECTED);
  }

  private static String shows(String selector, String... texts) {
    return "[%s].every(text => document.querySelector(%s)?.textContent.includes(text))"
        .formatted(
            String.join(
                ",",
                List.of(texts).stream().map(text -> Json.createValue(text).toString()).toList()),
            Json.createValue(selector));
  }
}
