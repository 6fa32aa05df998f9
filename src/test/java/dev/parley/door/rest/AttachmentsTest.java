package dev.parley.door.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Form;
import dev.parley.door.RefusedException;
import dev.parley.switchboard.LimitSettings;
import dev.parley.switchboard.Queries;
import dev.parley.switchboard.Readership;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Role;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomCommand.AddAttachment;
import dev.parley.vocabulary.RoomCommand.DropAttachment;
import dev.parley.vocabulary.RoomCommand.StoreChunk;
import dev.parley.vocabulary.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of what is refused reaches the store, and nothing stays on the disk. */
class AttachmentsTest {
  private static final int LIMIT = 600_000;
  private static final Caller ALICE =
      new Caller(Caller.Kind.USER, "alice", "Alice", Set.of(Role.MEMBER), null, null, null);

  @TempDir Path directory;
  private final List<DurableCommand> submitted = new ArrayList<>();
  private Function<DurableCommand, Reply> journal =
      command ->
          command instanceof AddAttachment add
              ? Reply.created(add.attachment().attachmentId())
              : Reply.done();
  private @Nullable Refusal outsider;

  private Attachments attachments() {
    Queries queries = new Queries(Runnable::run);
    for (Class<? extends Query> kind : Queries.kinds()) {
      queries.inMemory(kind, (query, caller) -> Reply.done());
    }
    Switchboard switchboard =
        new Switchboard(
            (command, caller, idempotency) -> {
              submitted.add(command);
              return CompletableFuture.completedFuture(journal.apply(command));
            },
            (command, caller) -> Reply.done(),
            queries,
            new Room(),
            operation -> CompletableFuture.completedFuture(Reply.done()),
            LimitSettings.DEFAULTS,
            new SimpleMeterRegistry(),
            Instant::now,
            System::nanoTime);
    return new Attachments(switchboard, directory, LIMIT, Runnable::run);
  }

  private final class Room implements Readership {
    @Override
    public boolean mayRead(Caller caller, Topic topic) {
      return true;
    }

    @Override
    public @Nullable Refusal refusalToAsk(RoomCommand command, Caller caller) {
      return outsider;
    }

    @Override
    public @Nullable Refusal refusalToWrite(Caller caller, String roomId) {
      return outsider;
    }

    @Override
    public @Nullable Refusal refusalToMake(Caller caller, String contentId) {
      return null;
    }

    @Override
    public boolean makesRoom(RoomCommand command) {
      return false;
    }
  }

  private static HttpServletRequest request(byte[] body) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            AttachmentsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" -> ALICE;
                  case "getContentType" -> Form.HEADERS.get("Content-Type");
                  case "getContentLengthLong" -> (long) body.length;
                  case "getHeaders" -> Collections.emptyEnumeration();
                  case "getMethod" -> "POST";
                  case "getRequestURI" -> "/api/v1/rooms/r/attachments";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private int receive(byte[] body) throws IOException {
    return receive(attachments(), body);
  }

  private static int receive(Attachments attachments, byte[] body) throws IOException {
    try {
      return attachments
          .receive(request(body), new ByteArrayInputStream(body), "r")
          .toCompletableFuture()
          .join()
          .getStatus();
    } catch (RefusedException e) {
      return switch (e.refusal().code()) {
        case TOO_LARGE -> 413;
        case INVALID -> 422;
        case MALFORMED -> 400;
        case NOT_FOUND -> 404;
        default -> throw e;
      };
    }
  }

  @AfterEach
  void nothingIsLeftOnTheDisk() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  record Refused(String name, ByteBuffer body, int status) {
    Refused(String name, byte[] body, int status) {
      this(name, ByteBuffer.wrap(body), status);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Refused> refused() {
    byte[] whole = new Form().file("a.txt", "text/plain", "x".repeat(100_000));
    byte[] bomb = Form.picture(3, 3);
    ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
    CRC32 check = new CRC32();
    check.update(bomb, 12, 17);
    ByteBuffer.wrap(bomb).putInt(29, (int) check.getValue());
    return List.of(
        new Refused("a lying type", new Form().file("a.png", "image/png", "<html></html>"), 422),
        new Refused("a bomb", new Form().file("b.png", "image/png", bomb), 413),
        new Refused("a path", new Form().file("../a.txt", "text/plain", "x"), 422),
        new Refused("nothing", new Form().file("a.txt", "text/plain", ""), 422),
        new Refused("a byte more", new Form().file("a", null, new byte[LIMIT + 1]), 413),
        new Refused("much more", new Form().file("a", null, new byte[LIMIT * 2]), 413),
        new Refused("cut off", Arrays.copyOf(whole, 50_000), 400));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsRefusedNeverReachesTheStore(Refused refused) throws IOException {
    assertThat(receive(refused.body().array())).isEqualTo(refused.status());
    assertThat(submitted).isEmpty();
  }

  @Test
  void whoMayNotIsRefusedUnread() throws IOException {
    outsider = Refusal.of(Refusal.Code.NOT_FOUND, "There is no such room.");
    assertThat(receive(new Form().file("a", null, "x"))).isEqualTo(404);
    assertThat(submitted).isEmpty();
  }

  @Test
  void whatIsTakenIsStoredInParts() throws IOException {
    byte[] content = "x".repeat(LIMIT).getBytes(StandardCharsets.US_ASCII);
    assertThat(receive(new Form().file("a.txt", "text/plain", content))).isEqualTo(201);
    assertThat(submitted).hasSize(4).last().isInstanceOf(AddAttachment.class);
    long size = 0;
    for (int i = 0; i < 3; i++) {
      StoreChunk chunk = (StoreChunk) submitted.get(i);
      assertThat(chunk.index()).isEqualTo(i);
      size += chunk.content().remaining();
    }
    assertThat(size).isEqualTo(LIMIT);
  }

  @Test
  void aPictureComesWithASmallOne() throws IOException {
    assertThat(receive(new Form().file("a.png", "image/png", Form.picture(500, 400))))
        .isEqualTo(201);
    assertThat(submitted).hasSize(3);
    assertThat(((StoreChunk) submitted.get(1)).index()).isEqualTo(StoreChunk.THUMBNAIL);
    assertThat(((AddAttachment) submitted.get(2)).attachment().thumbnail()).isTrue();
  }

  /** The store fails in the middle: what is there by then is taken back. */
  @Test
  void whatCannotBeStoredWholeIsDropped() throws IOException {
    journal =
        command ->
            command instanceof StoreChunk chunk && chunk.index() == 1
                ? Reply.refused(Refusal.Code.UNAVAILABLE, "planted")
                : Reply.done();
    assertThat(receive(new Form().file("a", null, new byte[LIMIT]))).isEqualTo(503);
    assertThat(submitted).hasSize(3).last().isInstanceOf(DropAttachment.class);
  }

  /** The same request as before, by its Idempotency-Key: the first file is the answer. */
  @Test
  void aRepeatedFileIsDropped() throws IOException {
    journal =
        command -> command instanceof AddAttachment ? Reply.created("att_first") : Reply.done();
    assertThat(receive(new Form().file("a", null, "x"))).isEqualTo(201);
    assertThat(submitted).last().isInstanceOf(DropAttachment.class);
  }

  @Test
  void aPlaceIsGivenBackWhateverHappens() throws IOException {
    Attachments attachments = attachments();
    for (int i = 0; i < 20; i++) {
      assertThat(receive(attachments, new Form().end())).isEqualTo(422);
      assertThat(receive(attachments, new Form().file("a", null, "x"))).isEqualTo(201);
    }
  }
}
