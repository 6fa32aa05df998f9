package dev.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.HubProcess;
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

/** People talk on the page, and are told things. */
class RoomsOnThePageIT {
  private static final String KEY = "the-key-of-the-page-with-rooms";
  private static final String HOSTILE = "<img src=x onerror=\"document.title='hacked'\">";

  @TempDir static Path data;
  private static HubProcess hub;
  private static Api administrator;

  @TempDir Path directory;
  private Browser browser;

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
    administrator = new Api(hub.address(), KEY);
  }

  @AfterAll
  static void stopTheHub() {
    if (administrator != null) {
      administrator.close();
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
  void stopTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private Api as(String user) throws Exception {
    return new Api(hub.address(), key(user));
  }

  private static String key(String user) throws Exception {
    return administrator.createKey(user, "member").getString("key");
  }

  private void signIn(String user) throws Exception {
    browser.open(hub.address());
    browser.await("document.getElementById('connection').dataset.state === 'open'");
    browser.click("#sign-in");
    browser.type("#credential", key(user));
    browser.click("#submit");
    browser.await("!document.getElementById('sign-in-dialog').open");
    browser.click("#rooms-title");
  }

  private static String text(String selector) {
    return "document.querySelector(`%s`)?.textContent".formatted(selector);
  }

  private void choose(String room) throws Exception {
    String button = "#rooms [data-key='" + room + "'] button";
    browser.await("document.querySelector(`" + button + "`) !== null");
    browser.click(button);
  }

  private List<String> words() throws Exception {
    return browser.texts(
        "[...document.querySelectorAll('.message .words')].map(p => p.textContent)");
  }

  @Test
  void strangersAreAskedToSignIn() throws Exception {
    browser.open(hub.address());
    browser.click("#rooms-title");
    browser.await("!document.getElementById('rooms-stranger').hidden");
    browser.await("document.getElementById('talk').hidden");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void peopleTalkInARoomThatOneHasMade() throws Exception {
    signIn("alice");
    browser.type("#new-room-name", "Plans for tonight");
    browser.click("#new-room button");
    browser.await(text("#room-name") + " === 'Plans for tonight'");
    String room =
        browser
            .texts("[document.querySelector('#rooms [aria-current=true]').parentNode.dataset.key]")
            .getFirst();

    browser.type("#words", "Who comes?");
    browser.click("#say button");
    browser.await(text(".message .words") + " === 'Who comes?'");
    browser.await("document.getElementById('words').value === ''");
    try (Api bob = as("bob")) {
      String hostile = bob.say(room, HOSTILE);
      browser.await("document.querySelectorAll('.message').length === 2");
      assertThat(words()).containsExactly("Who comes?", HOSTILE);
      assertThat(browser.texts("[document.title]")).containsExactly("Parley");
      bob.unsay(room, hostile);
      browser.await("document.querySelectorAll('.message').length === 1");
      bob.say(room, "I do.");
      browser.await("document.querySelectorAll('.message').length === 2");
    }

    browser.reload();
    browser.click("#rooms-title");
    choose(room);
    browser.await("document.querySelectorAll('.message').length === 2");
    assertThat(words()).containsExactly("Who comes?", "I do.");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whatIsUnreadIsCountedUntilItIsLookedAt() throws Exception {
    try (Api dora = as("dora")) {
      dora.say("quiet", "nobody listens");
      signIn("carol");
      browser.click("#feed-title");
      dora.say("new-room", "one");
      browser.await("document.querySelector(`#rooms [data-key='new-room']`) !== null");
      dora.say("new-room", "two");
      browser.await(text("#rooms [data-key='new-room'] .number") + " === '2'");
      browser.click("#rooms-title");
      choose("new-room");
      browser.await("document.querySelectorAll('.message').length === 2");
      browser.await("document.querySelector(`#rooms [data-key='new-room'] .number`).hidden");
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void notificationsAreShownAndMarkedAsRead() throws Exception {
    signIn("erin");
    browser.await("!document.getElementById('notifications-button').hidden");
    administrator.tell("erin", "The build is done.", "/builds/1");
    administrator.tell("somebody else", "Not yours.", "/builds/2");
    browser.await(text("#notifications-count") + " === '1'");
    browser.click("#notifications-button");
    browser.await(text(".notification a") + " === 'The build is done.'");
    assertThat(browser.texts("[document.querySelector('.notification a').href]"))
        .containsExactly(hub.address() + "/builds/1");
    browser.click("#notifications-read");
    browser.await("document.getElementById('notifications-count').hidden");
    browser.reload();
    browser.await("document.querySelector('.notification') !== null");
    browser.await("document.getElementById('notifications-count').hidden");
    assertThat(browser.texts("[document.getElementById('notifications').textContent]").getFirst())
        .doesNotContain("Not yours.");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void peopleOfAllAbilitiesCanUseIt() throws Exception {
    try (Api frank = as("frank")) {
      frank.say("hall", "hello");
      administrator.tell("grace", "Welcome.", "/");
      signIn("grace");
      choose("hall");
      browser.await("document.querySelector('.message') !== null");
      for (String scheme : List.of("light", "dark")) {
        browser.colourScheme(scheme);
        assertThat(browser.accessibilityFaults()).as(scheme).isEmpty();
        browser.click("#notifications-button");
        assertThat(browser.accessibilityFaults()).as(scheme).isEmpty();
        browser.click("#notifications-close");
      }
    }
  }
}
