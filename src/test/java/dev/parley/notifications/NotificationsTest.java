package dev.parley.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.journal.RealJournal;
import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.Notification;
import dev.parley.vocabulary.NotificationCommand.Broadcast;
import dev.parley.vocabulary.NotificationCommand.MarkNotificationRead;
import dev.parley.vocabulary.NotificationCommand.MarkNotificationsRead;
import dev.parley.vocabulary.NotificationCommand.Notify;
import dev.parley.vocabulary.NotificationEvent.NotificationRead;
import dev.parley.vocabulary.NotificationEvent.Notified;
import dev.parley.vocabulary.NotificationEvent.SystemEvent;
import dev.parley.vocabulary.NotificationQuery.ListNotifications;
import dev.parley.vocabulary.NotificationView.Notifications;
import dev.parley.vocabulary.NotificationView.Shown;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class NotificationsTest {
  private static final Caller CI = caller(Caller.Kind.SERVICE, "ci");
  private static final Caller ALICE = caller(Caller.Kind.USER, "alice");
  private static final Caller BOB = caller(Caller.Kind.USER, "bob");
  private static final Duration MONTH = Duration.ofDays(30);

  @Parameter TestEngine engine;
  @TempDir Path directory;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.ofEpochMilli(1_789_000_000_000L));
  private final NotificationHandler handler = new NotificationHandler(MONTH);
  private RealJournal journal;
  private NotificationQueries queries;

  @BeforeEach
  void open() throws SQLException {
    journal = new RealJournal(engine.settings(directory), now::get, List.of(handler), List.of());
    queries =
        new NotificationQueries(journal.store()::entityManager, journal.journal()::durableStamp);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static Caller caller(Caller.Kind kind, String id) {
    return new Caller(kind, id, id, Set.of(Role.AGENT), null, null, null);
  }

  private static Notify notice(@Nullable String userId, String message) {
    return new Notify(Notification.Level.INFO, message, userId, null, null, null, null, List.of());
  }

  private String tell(@Nullable String userId, String message) {
    return ((Reply.Posted) journal.run(notice(userId, message), CI)).id();
  }

  private Reply read(Caller caller, String id) {
    return journal.run(new MarkNotificationRead(id), caller);
  }

  private Reply readSome(Caller caller, String... ids) {
    return journal.run(new MarkNotificationsRead(List.of(ids)), caller);
  }

  private Notifications list(Caller caller, boolean unread) {
    return list(caller, unread, new Slice(100, null));
  }

  private Notifications list(Caller caller, boolean unread, Slice slice) {
    return (Notifications) queries.list(new ListNotifications(unread, slice), caller);
  }

  private static List<String> messages(Notifications page) {
    return page.notifications().stream().map(shown -> shown.notification().message()).toList();
  }

  @Test
  void whatIsForOneIsSaidOnThatUsersTopicAndKept() {
    Notify full =
        new Notify(
            Notification.Level.ERROR,
            "It\nfailed",
            "alice",
            "Build",
            "/builds/1",
            "/i.png",
            "/b.png",
            List.of(
                new Notification.Action("open", "Open", null),
                new Notification.Action("mute", "Be quiet", "/m.png")));
    Reply.Posted posted = (Reply.Posted) journal.run(full, CI);

    Publication said = journal.said().get(0);
    assertThat(said.topic()).isEqualTo(Topic.ofUser("alice"));
    assertThat(said.position()).isEqualTo(posted.position());
    Notification told = ((Notified) said.event()).notification();
    assertThat(told)
        .isEqualTo(
            new Notification(
                posted.id(),
                Notification.Level.ERROR,
                "Build",
                "It\nfailed",
                "/builds/1",
                "/i.png",
                "/b.png",
                full.actions(),
                "alice",
                "ci",
                now.get()));
    assertThat(list(ALICE, false).notifications()).containsExactly(new Shown(told, null));
    assertThat(list(BOB, false).notifications()).isEmpty();
    assertThat(list(caller(Caller.Kind.AGENT, "alice"), false).notifications())
        .as("an agent of that name is somebody else")
        .isEmpty();
  }

  @Test
  void whatIsReadIsReadOnEveryDeviceOnce() {
    String id = tell("alice", "one");
    tell("alice", "two");
    now.set(now.get().plusSeconds(5));

    assertThat(read(ALICE, id)).isEqualTo(Reply.done());
    assertThat(read(ALICE, id)).isEqualTo(Reply.done());

    assertThat(journal.said()).hasSize(3);
    assertThat(journal.said().get(2).topic()).isEqualTo(Topic.ofUser("alice"));
    assertThat(journal.lastEvent()).isEqualTo(new NotificationRead(id, now.get()));
    assertThat(messages(list(ALICE, true))).containsExactly("two");
    assertThat(list(ALICE, true).unread()).isEqualTo(1);
    assertThat(messages(list(ALICE, false))).containsExactly("two", "one");
    assertThat(list(ALICE, false).notifications().get(1).readAt()).isEqualTo(now.get());
  }

  @Test
  void everybodyReadsWhatIsForEverybodyByThemselves() {
    String id = tell(null, "all");
    tell("alice", "hers");

    assertThat(journal.said().get(0).topic()).isEqualTo(Topic.GLOBAL);
    assertThat(read(ALICE, id)).isEqualTo(Reply.done());
    assertThat(read(ALICE, id)).isEqualTo(Reply.done());

    assertThat(journal.lastEvent()).isEqualTo(new NotificationRead(id, now.get()));
    assertThat(journal.said()).hasSize(3);
    assertThat(messages(list(ALICE, true))).containsExactly("hers");
    assertThat(list(ALICE, false).notifications().get(1).readAt()).isNotNull();
    assertThat(messages(list(BOB, true))).containsExactly("all");
    assertThat(list(BOB, true).unread()).isEqualTo(1);
  }

  @Test
  void nobodyReadsForOthersAndARefusalChangesNothing() {
    String hers = tell("alice", "hers");
    String his = tell("bob", "his");
    String all = tell(null, "all");

    assertThat(code(read(BOB, hers))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(read(BOB, "ntf_1"))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(read(BOB, "nonsense"))).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(code(read(caller(Caller.Kind.AGENT, "alice"), hers)))
        .isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(messages(list(BOB, true))).containsExactly("all", "his");
    assertThat(readSome(BOB, all, "nonsense", hers, "ntf_1", his)).isEqualTo(Reply.done());
    assertThat(list(BOB, true).notifications()).isEmpty();
    assertThat(list(ALICE, true).unread()).isEqualTo(2);
  }

  @Test
  void agentsReadWhatIsForEverybody() {
    String all = tell(null, "all");
    Caller agent = caller(Caller.Kind.AGENT, "alice");

    assertThat(read(agent, all)).isEqualTo(Reply.done());

    assertThat(journal.said().get(1).topic()).isEqualTo(Topic.of(agent));
    assertThat(Topic.of(agent).name()).isEqualTo("agent:alice");
    assertThat(list(agent, true).notifications()).isEmpty();
    assertThat(messages(list(ALICE, true))).containsExactly("all");
  }

  private static Refusal.Code code(Reply reply) {
    return ((Reply.Refused) reply).refusal().code();
  }

  @Test
  void pagesHoldBothKindsInOrderAndEachOnce() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      String message = "m" + i;
      String id = tell(i % 3 == 0 ? null : "alice", message);
      tell("bob", "not hers");
      if (i % 5 == 0) {
        read(ALICE, id);
      } else {
        expected.add(0, message);
      }
    }
    List<String> unread = new ArrayList<>();
    Long before = null;
    do {
      Notifications page = list(ALICE, true, new Slice(3, before));
      assertThat(page.unread()).isEqualTo(20);
      unread.addAll(messages(page));
      before = page.next();
    } while (before != null);
    assertThat(unread).isEqualTo(expected);
  }

  @Test
  void programsAreTold() {
    Broadcast broadcast = new Broadcast("maintenance", new Json("{\"minutes\":10}"));
    journal.run(broadcast, ALICE);

    assertThat(journal.said().get(0).topic()).isEqualTo(Topic.GLOBAL);
    assertThat(journal.lastEvent())
        .isEqualTo(new SystemEvent("maintenance", broadcast.data(), "alice"));
    assertThat(list(ALICE, false).notifications()).isEmpty();
  }

  @Test
  void whatHasBeenReadForLongGoesAndWhatIsUnreadStays() throws SQLException {
    String read = tell("alice", "read");
    tell("alice", "unread");
    String all = tell(null, "all");
    now.set(now.get().plus(MONTH).minusSeconds(1));
    readSome(ALICE, read, all);
    String young = tell(null, "young");
    read(ALICE, young);

    assertThat(prune()).as("only just read; but for everybody the sending counts").isZero();
    now.set(now.get().plusSeconds(2));
    assertThat(prune()).as("for everybody, with its mark").isEqualTo(2);
    assertThat(messages(list(ALICE, false))).containsExactly("young", "unread", "read");
    now.set(now.get().plus(MONTH));
    assertThat(prune()).isEqualTo(3);
    assertThat(messages(list(ALICE, false))).containsExactly("unread");
    assertThat(prune()).isZero();
  }

  private int prune() throws SQLException {
    try (Connection connection = journal.store().dataSource().getConnection()) {
      return handler.prune(connection, now.get(), 100);
    }
  }

  @Test
  void theRowsThatAreLookedUpAreNamed() {
    List<Object> keys = new ArrayList<>();
    DurableCommand command = new MarkNotificationsRead(List.of("ntf_7", "nonsense"));
    handler.announceKeys(command, BOB, (entity, key) -> keys.add(key));
    handler.announceKeys(new MarkNotificationRead("ntf_8"), BOB, (entity, key) -> keys.add(key));
    assertThat(keys).containsExactly(7L, "user:bob\n7", 8L, "user:bob\n8");
  }
}
