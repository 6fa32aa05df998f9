package dev.parley.switchboard;

import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Message;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomQuery;
import dev.parley.vocabulary.RoomRole;
import dev.parley.vocabulary.RoomType;
import dev.parley.vocabulary.Slice;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** One of each thing that can be asked of rooms, with the role it needs. */
final class RoomWords {
  private static final Slice SLICE = new Slice(1, null);

  private RoomWords() {}

  static Stream<Arguments> commands() {
    return Stream.concat(
        Stream.of(
                new RoomCommand.CreateRoom("r", RoomType.TEAM, null, null, List.of()),
                new RoomCommand.ChangeRoom("r", "n", null),
                new RoomCommand.ArchiveRoom("r"),
                new RoomCommand.JoinRoom("r", RoomType.TEAM),
                new RoomCommand.PutMember("r", "u", RoomRole.MEMBER),
                new RoomCommand.RemoveMember("r", "u"),
                new RoomCommand.MuteMember("r", "u", null),
                new RoomCommand.Invite("r", "u", RoomRole.MEMBER),
                new RoomCommand.AnswerInvitation("r", "inv_1", true),
                postAs(null),
                new RoomCommand.EditMessage("r", "m", "t"),
                new RoomCommand.DeleteMessage("r", "m"),
                new RoomCommand.React("r", "m", "+", true),
                new RoomCommand.MarkReceived("r", 1, true),
                new RoomCommand.StoreChunk("r", "att", 0, ByteBuffer.allocate(1)),
                new RoomCommand.AddAttachment(
                    "r", new Attachment("att", "n", "text/plain", 1, false), "d"),
                new RoomCommand.DropAttachment("r", "att"))
            .map(command -> Arguments.of(command, Role.MEMBER)),
        Stream.concat(
            Stream.of(Arguments.of(new RoomCommand.ExpireMessages("r", List.of("m")), Role.ADMIN)),
            Stream.of(
                    new RoomQuery.ListRooms(SLICE),
                    new RoomQuery.ShowRoom("r", 1),
                    new RoomQuery.ListMembers("r", SLICE),
                    new RoomQuery.ListMessages("r", null, SLICE),
                    new RoomQuery.ShowMessage("r", "m"),
                    new RoomQuery.ShowAttachment("r", "att"),
                    new RoomQuery.ShowChunk("r", "att", 0),
                    new RoomQuery.SearchMessages("t", null, SLICE),
                    new RoomQuery.ListInvitations())
                .map(query -> Arguments.of(query, Role.OBSERVER))));
  }

  static RoomCommand postAs(String sender) {
    return new RoomCommand.PostMessage(
        "r", "t", Message.Type.TEXT, List.of(), null, null, null, sender, null, RoomType.TEAM);
  }
}
