package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.TestIssuer;
import dev.parley.launcher.HubProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first page in a real browser, against the packaged hub. */
class DashboardIT {
  private static final String KEY = "the-key-of-the-dashboard";
  private static final String CONNECTED =
      "document.getElementById('connection').dataset.state === 'open'";
  private static final String HOSTILE = "<img src=x onerror=\"document.title='hacked'\">";

  @TempDir static Path data;
  private static HubProcess hub;
  private static Api agents;

  @TempDir Path directory;
  private Browser browser;

  @BeforeAll
  static void startTheHub() throws Exception {
    Tools.prepare();
    hub = start(data, 0);
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
  }

  @AfterEach
  void stopTheBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void itShowsWhatHappensWhileItHappens() throws Exception {
    open(hub);

    String activity = agents.record("ada", "memory_write");
    browser.await(entryShows(activity, "ada writes to memory", "running"));
    browser.await(agentShows("ada", "active"));
    agents.complete(activity, false);
    browser.await(entryShows(activity, "ada writes to memory", "failed"));
    browser.await(agentShows("ada", "idle"));

    agents.remember("ada", "the-item");
    browser.await(shows("#feed", "ada wrote an item to memory", "the-item"));

    String session = agents.startSession("council", "ada", "bob");
    browser.await(shows("#sessions", session, "bob", "0 activities, 0 decisions"));
    agents.record("bob", "decision_made");
    browser.await(shows("#sessions", session, "1 activity, 1 decision"));
    agents.endSession(session);
    browser.await("!document.getElementById('sessions').textContent.includes('" + session + "')");
    browser.await(shows("#feed", "Session ended: ada, bob"));
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whoSignsInSeesWhatWasBefore() throws Exception {
    String before = agents.record("early", "task_assigned");
    open(hub);
    String live = agents.record("late", "task_completed");
    browser.await(entryShows(live, "late completed a task", "running"));
    assertThat(entries()).doesNotContain(before);

    signIn(KEY);

    browser.await(entryShows(before, "early was given a task", "running"));
    browser.await(shows("#who", "admin"));
    String next = agents.record("late", "message_sent");
    browser.await(entryShows(next, "late sent a message", "running"));
    assertThat(entries()).doesNotHaveDuplicates().containsSubsequence(next, live, before);

    browser.click("#agents [aria-pressed]");
    browser.await("!document.getElementById('everybody').hidden");
    browser.click("#everybody");
    browser.await(entryShows(before, "early was given a task", "running"));

    browser.reload();
    browser.await(entryShows(before, "early was given a task", "running"));
    assertThat(entries()).doesNotHaveDuplicates().containsSubsequence(next, live, before);

    browser.click("#sign-out");
    browser.await("!document.getElementById('sign-in').hidden && " + CONNECTED);
    assertThat(entries()).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aBadKeyIsRefusedAndTheConnectionStays() throws Exception {
    open(hub);
    browser.click("#sign-in");
    browser.type("#credential", "pk_nobody_knows");
    browser.click("#submit");
    browser.await("document.getElementById('sign-in-error').textContent !== ''");
    browser.click("#cancel");
    String activity = agents.record("dora", "agent_started");
    browser.await(entryShows(activity, "dora started working", "running"));
    assertThat(browser.errors()).allMatch(error -> error.contains("401"));
  }

  @Test
  void aRevokedKeyEndsTheSignIn() throws Exception {
    JsonObject key = agents.createKey("carol", "observer");
    open(hub);
    signIn(key.getString("key"));
    browser.await(shows("#who", "carol", "observer"));
    browser.await(CONNECTED);

    agents.revokeKey(key.getString("id"));

    browser.await("document.getElementById('connection').dataset.state === 'sign-in'");
    browser.await("document.getElementById('notice').textContent.includes('Sign in again')");
    String missed = agents.record("eve", "memory_read");
    signIn(KEY);
    browser.await(entryShows(missed, "eve reads from memory", "running"));
    browser.await("document.getElementById('notice').hidden");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void textStaysText() throws Exception {
    open(hub);

    String activity =
        agents.record(
            Api.activity(HOSTILE, HOSTILE, "memory_write")
                .add(
                    "metadata",
                    Json.createObjectBuilder()
                        .add(HOSTILE, HOSTILE)
                        .add("more", Json.createObjectBuilder().add("deep", HOSTILE)))
                .add("related_agents", Json.createArrayBuilder().add(HOSTILE + 2)));
    agents.remember(HOSTILE, HOSTILE);
    agents.startSession(HOSTILE, HOSTILE, HOSTILE + 2);

    browser.await(shows("#feed", HOSTILE + " writes to memory with " + HOSTILE + 2));
    browser.await(shows("#feed", HOSTILE + " wrote an item to memory"));
    browser.await(shows("#sessions", HOSTILE));
    browser.await(shows("#agents", HOSTILE));
    browser.click("[data-key*='" + activity.substring(0, 12) + "'] summary");
    browser.await(shows("#feed details pre", "deep"));
    assertThat(browser.texts("[...document.querySelectorAll('main img')].map(i => i.src)"))
        .isEmpty();
    assertThat(browser.evaluate("document.title")).hasToString("\"Parley\"");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aSignInThatEndsSoonIsSaidAndCanBeRenewed() throws Exception {
    TestIssuer issuer = TestIssuer.create();
    Path own = Files.createDirectory(directory.resolve("data"));
    List<String> trusting =
        HubProcess.command("-Dmp.jwt.verify.publickey=" + issuer.publicKeyDer());
    TestIssuer.Token token = issuer.token("frida").groups("observer");
    try (HubProcess another =
        HubProcess.start(trusting, Map.of(), "--data", own.toString(), "--port", "0")) {
      open(another);
      signIn(token.expiresIn(Duration.ofSeconds(58)).sign());
      browser.await("document.getElementById('notice').textContent.includes('ends at')");

      browser.click("#notice-sign-in");
      enter(token.expiresIn(Duration.ofHours(1)).sign());

      browser.await("document.getElementById('notice').hidden && " + CONNECTED);
      browser.await(shows("#who", "frida", "observer"));
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void peopleOfAllAbilitiesCanUseIt() throws Exception {
    open(hub);
    String activity = agents.record("grace", "council_debate");
    agents.complete(agents.record("grace", "memory_write"), false);
    agents.startSession("council", "grace", "ada");
    browser.await(shows("#sessions", "grace"));
    browser.await(entryShows(activity, "running"));
    for (String scheme : List.of("light", "dark")) {
      browser.colourScheme(scheme);
      assertThat(browser.accessibilityFaults()).as(scheme).isEmpty();
      browser.click("#sign-in");
      assertThat(browser.accessibilityFaults()).as(scheme).isEmpty();
      browser.click("#cancel");
    }
  }

  @Test
  void thePolicyIsStrict() throws Exception {
    HttpHeaders headers = hub.get("/").headers();
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  @Timeout(300) // It waits as long as the page does, which is longer the longer nobody answered.
  void afterARestartItShowsWhatItMissedOnceAndInOrder() throws Exception {
    Path own = Files.createDirectory(directory.resolve("data"));
    List<String> expected = new ArrayList<>();
    int port;
    try (HubProcess first = start(own, 0)) {
      port = URI.create(first.address()).getPort();
      open(first);
      expected.addAll(recordSome(first, 3));
      browser.await(shownFirst(expected.getLast()));
      stop(first);
    }
    browser.await("document.getElementById('connection').dataset.state !== 'open'");
    // Elsewhere, so that the page cannot be there while this happens.
    try (HubProcess elsewhere = start(own, 0)) {
      expected.addAll(recordSome(elsewhere, 40));
      stop(elsewhere);
    }
    try (HubProcess again = start(own, port)) {
      again.address();
      browser.await(CONNECTED);
      expected.addAll(recordSome(again, 2));
      browser.await(shownFirst(expected.getLast()));
      assertThat(entries()).containsExactlyElementsOf(expected.reversed());
      assertThat(browser.errors()).allMatch(error -> error.contains("ERR_CONNECTION_REFUSED"));
    }
  }

  @Test
  void oneRowAnAgentButNotThousands() throws Exception {
    for (int number = 0; number < 230; number++) {
      agents.complete(agents.record("worker-" + number, "agent_started"), true);
    }
    open(hub);
    browser.await("document.querySelectorAll('#agents > li').length === 200");
    browser.type("#search", "worker-22");
    // 22 and 220 to 229
    browser.await("document.querySelectorAll('#agents > li').length === 11");
    assertThat(browser.errors()).isEmpty();
  }

  private static HubProcess start(Path data, int port) throws Exception {
    return HubProcess.start(
        HubProcess.command(),
        Map.of("PARLEY_BOOTSTRAP_ADMIN_KEY", KEY),
        "--data",
        data.toString(),
        "--port",
        String.valueOf(port));
  }

  private static void stop(HubProcess hub) throws Exception {
    hub.signal("TERM");
    assertThat(hub.exitCode()).isZero();
  }

  private static List<String> recordSome(HubProcess hub, int number) throws Exception {
    List<String> recorded = new ArrayList<>();
    try (Api api = new Api(hub.address(), KEY)) {
      for (int i = 0; i < number; i++) {
        recorded.add(api.record("agent-" + i, "memory_write"));
      }
    }
    return recorded;
  }

  private void open(HubProcess hub) throws Exception {
    browser.open(hub.address() + "/");
    browser.await(CONNECTED);
  }

  private void signIn(String credential) throws Exception {
    browser.click("#sign-in");
    enter(credential);
  }

  private void enter(String credential) throws Exception {
    browser.type("#credential", credential);
    browser.click("#submit");
    browser.await("!document.getElementById('sign-in-dialog').open");
  }

  /** The ids of the activities in the feed, as it shows them. */
  private List<String> entries() throws Exception {
    return browser.texts(
        "[...document.querySelectorAll('#feed [data-kind=activity]')].map(li => li.dataset.key)");
  }

  private static String shownFirst(String activityId) {
    return "document.querySelector('#feed > li')?.dataset.key === '%s'".formatted(activityId);
  }

  private static String entryShows(String activityId, String... texts) {
    return shows("#feed > [data-key=\"" + activityId + "\"]", texts);
  }

  private static String agentShows(String agentId, String status) {
    return "[...document.querySelectorAll('#agents > li')].some(li =>"
        + " li.querySelector('.name').textContent === '%s' && li.textContent.includes('%s'))"
            .formatted(agentId, status);
  }

  /** Some element that the selector finds has all the texts. */
  private static String shows(String selector, String... texts) {
    return "[...document.querySelectorAll(%s)].some(e => %s.every(t => e.textContent.includes(t)))"
        .formatted(Json.createValue(selector), Json.createArrayBuilder(List.of(texts)).build());
  }
}
