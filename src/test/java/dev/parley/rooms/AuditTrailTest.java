package dev.parley.rooms;

import static dev.parley.rooms.Talk.ADMIN;
import static dev.parley.rooms.Talk.ALICE;
import static dev.parley.rooms.Talk.BOB;
import static dev.parley.rooms.Talk.code;
import static dev.parley.rooms.Talk.delete;
import static dev.parley.rooms.Talk.edit;
import static dev.parley.rooms.Talk.make;
import static dev.parley.rooms.Talk.put;
import static dev.parley.rooms.Talk.remove;
import static dev.parley.rooms.Talk.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.TestEngine;
import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.AuditEntry;
import dev.parley.vocabulary.AuditSearch;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Query.ListAudit;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.RoomCommand.ArchiveRoom;
import dev.parley.vocabulary.RoomCommand.ChangeRoom;
import dev.parley.vocabulary.RoomCommand.MuteMember;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.View;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class AuditTrailTest {
  private static final AuditSearch ALL = search(null, null, null, null, null, null);

  @Parameter TestEngine engine;
  @TempDir Path directory;
  private RoomFixture hub;

  @BeforeEach
  void open() throws SQLException {
    hub = new RoomFixture(engine.settings(directory));
    hub.run(make("r", RoomType.TEAM, "bob"));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private static AuditSearch search(
      String actor, Act.Kind kind, String subject, String room, Instant since, Instant until) {
    return new AuditSearch(actor, kind, subject, room, since, until);
  }

  private List<Act> acts(AuditSearch search) {
    return list(search, 100, null).entries().reversed().stream().map(AuditEntry::act).toList();
  }

  private View.Audit list(AuditSearch search, int limit, Long before) {
    return hub.audit.list(new ListAudit(search, new Slice(limit, before)));
  }

  @Test
  void whatIsDoneToOthersIsKeptWithWhoDidItAndWhen() {
    Instant until = Instant.ofEpochMilli(hub.millis()).plusSeconds(60);
    String said = hub.post(say("r", "rude"), BOB).id();
    hub.run(delete("r", said));
    String edited = hub.post(say("r", "wrong"), BOB).id();
    hub.run(edit("r", edited, "right"), ADMIN);
    hub.run(new MuteMember("r", "bob", until));
    hub.run(new MuteMember("r", "bob", null));
    hub.run(put("r", "bob", RoomRole.MODERATOR));
    hub.run(remove("r", "bob"));
    hub.run(new ChangeRoom("r", "New", Duration.ofHours(2)));
    hub.run(new ArchiveRoom("r"));

    assertThat(acts(ALL))
        .containsExactly(
            new Act(Act.Kind.MESSAGE_DELETED, said, "r", "said by bob"),
            new Act(Act.Kind.MESSAGE_EDITED, edited, "r", "said by bob"),
            new Act(Act.Kind.MEMBER_MUTED, "bob", "r", "until " + until),
            new Act(Act.Kind.MEMBER_UNMUTED, "bob", "r", ""),
            new Act(Act.Kind.MEMBER_PUT, "bob", "r", "role moderator, before member"),
            new Act(Act.Kind.MEMBER_REMOVED, "bob", "r", ""),
            new Act(Act.Kind.ROOM_CHANGED, "", "r", "name New, messages kept PT2H"),
            new Act(Act.Kind.ROOM_ARCHIVED, "", "r", ""));
    AuditEntry newest = list(ALL, 1, null).entries().getFirst();
    assertThat(newest.actorKind()).isEqualTo(Caller.Kind.USER);
    assertThat(newest.actorId()).isEqualTo("alice");
    assertThat(newest.at()).isEqualTo(Instant.ofEpochMilli(hub.millis()));
    assertThat(newest.entryId()).matches("aud_[0-9]+");
    assertThat(newest.keyId()).isEmpty();
  }

  @Test
  void whatOneDoesToOnesOwnAndWhatIsRefusedOrChangesNothingIsNot() throws SQLException {
    String said = hub.post(say("r", "mine"), BOB).id();
    hub.run(edit("r", said, "still mine"), BOB);
    hub.run(delete("r", said), BOB);
    assertThat(code(hub.run(new ArchiveRoom("r"), BOB))).isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(code(hub.run(remove("r", "alice"), BOB))).isEqualTo(Refusal.Code.FORBIDDEN);
    hub.run(put("r", "bob", RoomRole.MEMBER));
    hub.run(remove("r", "nobody"));
    hub.run(new ChangeRoom("r", null, null));
    hub.run(remove("r", "bob"), BOB);
    assertThat(hub.rows("audit_entry")).isZero();
  }

  @Test
  void itIsSearchedAndComesInPages() {
    hub.run(make("s", RoomType.TEAM), BOB);
    hub.run(put("s", "eve", RoomRole.GUEST), BOB);
    hub.pass(Duration.ofHours(1));
    Instant later = Instant.ofEpochMilli(hub.millis());
    for (String user : List.of("eve", "fred", "gus")) {
      hub.run(put("r", user, RoomRole.GUEST));
    }
    hub.run(remove("r", "eve"), ADMIN);

    assertThat(acts(search("bob", null, null, null, null, null))).hasSize(1);
    assertThat(acts(search("nobody", null, null, null, null, null))).isEmpty();
    assertThat(acts(search(null, Act.Kind.MEMBER_REMOVED, null, null, null, null))).hasSize(1);
    assertThat(acts(search(null, null, "eve", null, null, null))).hasSize(3);
    assertThat(acts(search(null, null, "eve", "r", null, null))).hasSize(2);
    assertThat(acts(search(null, null, null, null, later, null))).hasSize(4);
    assertThat(acts(search(null, null, null, null, null, later))).hasSize(1);
    assertThat(acts(search("alice", Act.Kind.MEMBER_PUT, "gus", "r", later, null))).hasSize(1);
    assertThat(acts(search(null, null, null, null, Instant.MIN, Instant.MAX))).hasSize(5);
    assertThat(acts(search(null, null, null, null, Instant.MAX, null))).isEmpty();
    View.Audit first = list(ALL, 3, null);
    View.Audit second = list(ALL, 3, first.next());
    assertThat(first.entries()).hasSize(3).doesNotContainAnyElementsOf(second.entries());
    assertThat(second.entries()).hasSize(2);
    assertThat(second.next()).isNull();
  }

  @Test
  void itIsNamedByWhichKeyItWasDone() {
    Caller withKey =
        new Caller(Caller.Kind.SERVICE, "ci", "ci", ADMIN.roles(), null, null, "key_1");
    hub.run(put("r", "eve", RoomRole.GUEST), withKey);
    AuditEntry entry = list(ALL, 1, null).entries().getFirst();
    assertThat(entry.keyId()).isEqualTo("key_1");
    assertThat(entry.actorKind()).isEqualTo(Caller.Kind.SERVICE);
  }

  @Test
  void whatIsOldGoes() throws SQLException {
    hub.run(put("r", "eve", RoomRole.GUEST), ALICE);
    hub.pass(Duration.ofDays(365));
    hub.run(put("r", "fred", RoomRole.GUEST), ALICE);
    hub.pass(Duration.ofSeconds(1));
    try (var connection = hub.store.dataSource().getConnection()) {
      new dev.parley.audit.AuditRetention(Duration.ofDays(365))
          .prune(connection, Instant.ofEpochMilli(hub.millis()), 500);
    }
    assertThat(acts(ALL)).extracting(Act::subject).containsExactly("fred");
  }
}
