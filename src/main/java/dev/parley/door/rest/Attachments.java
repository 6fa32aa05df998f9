package dev.parley.door.rest;

import dev.parley.door.RefusedException;
import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.files.MediaTypes;
import dev.parley.files.Pictures;
import dev.parley.journal.Idempotency;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Refusal.Code;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand;
import dev.parley.vocabulary.RoomCommand.AddAttachment;
import dev.parley.vocabulary.RoomCommand.DropAttachment;
import dev.parley.vocabulary.RoomCommand.StoreChunk;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How files come to rooms: received onto the disk on the request's own thread, looked at, and only
 * when nothing is wrong with one, stored part by part. So whatever is refused has left nothing.
 * Safe for use by any number of threads.
 */
public final class Attachments {
  private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

  /** How many files are received at once: each takes a thread of the container meanwhile. */
  private static final int AT_ONCE = 16;

  /** How many of these are one caller's: a slow one shall not keep the others out. */
  private static final int OF_ONE_CALLER = 4;

  /** How many pixels a picture may have. */
  static final long MAX_PIXELS = 50_000_000;

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Switchboard switchboard;
  private final Path directory;
  private final long maxSize;
  private final Executor blocking;
  private final MediaTypes types = new MediaTypes();
  private final Pictures pictures = new Pictures();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Map<String, Integer> receiving = new ConcurrentHashMap<>();

  /**
   * @param directory where files lie while they are looked at
   * @param maxSize how many bytes a file may have
   * @param blocking runs what waits for the store
   */
  public Attachments(Switchboard switchboard, Path directory, long maxSize, Executor blocking) {
    this.switchboard = switchboard;
    this.directory = directory;
    this.maxSize = maxSize;
    this.blocking = blocking;
  }

  /** Runs what waits for the store or for a client. */
  Executor blocking() {
    return blocking;
  }

  /**
   * Receives a file for a room. Blocks as the network does until all of it is there.
   *
   * @throws RefusedException if it is not acceptable, or the caller may not bring one
   */
  CompletionStage<Response> receive(HttpServletRequest request, InputStream body, String roomId)
      throws IOException {
    Caller caller = CallerFilter.of(request);
    String attachmentId = "att_" + UUID.randomUUID();
    Refusal refusal =
        switchboard.refusalToAsk(
            new StoreChunk(roomId, attachmentId, 0, ByteBuffer.allocate(0)), caller);
    if (refusal != null) {
      throw new RefusedException(refusal);
    }
    if (request.getContentLengthLong() > maxSize + UploadedFile.REST) {
      throw new RefusedException(Code.TOO_LARGE, "A file may have at most " + maxSize + " bytes.");
    }
    String key = Idempotence.key(request);
    if (!enter(caller)) {
      throw new RefusedException(
          Refusal.unavailable("Too many files are being brought; try again.", RETRY));
    }
    boolean handedOver = false;
    UploadedFile file = null;
    try {
      file = UploadedFile.read(body, request.getContentType(), directory, maxSize);
      Job job = new Job(file, roomId, attachmentId, caller, idempotency(request, key, file));
      String path = request.getRequestURI();
      CompletableFuture<Response> answer =
          CompletableFuture.supplyAsync(() -> answer(job, path), blocking);
      handedOver = true;
      return answer.whenComplete((response, failure) -> release(caller, job.file()));
    } finally {
      if (!handedOver) {
        release(caller, file);
      }
    }
  }

  private boolean enter(Caller caller) {
    if (!places.tryAcquire()) {
      return false;
    }
    if (receiving.merge(caller.qualifiedId(), 1, Integer::sum) > OF_ONE_CALLER) {
      leave(caller);
      return false;
    }
    return true;
  }

  private void leave(Caller caller) {
    receiving.computeIfPresent(
        caller.qualifiedId(), (id, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    places.release();
  }

  private void release(Caller caller, @Nullable UploadedFile file) {
    leave(caller);
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.atWarn().setCause(e).log("a received file stays on the disk until the next start");
      }
    }
  }

  private static @Nullable Idempotency idempotency(
      HttpServletRequest request, @Nullable String key, UploadedFile file) {
    JsonObject fingerprint =
        Shapes.object()
            .add("name", file.name())
            .add("type", Shapes.text(file.claimed()))
            .add("digest", file.content().digest())
            .build();
    return key == null
        ? null
        : Idempotence.of(
            key,
            CallerFilter.of(request),
            request.getMethod(),
            request.getRequestURI(),
            fingerprint);
  }

  private record Job(
      UploadedFile file,
      String roomId,
      String attachmentId,
      Caller caller,
      @Nullable Idempotency idempotency) {}

  private Response answer(Job job, String path) {
    try {
      Attachment attachment = keep(job);
      return Response.status(201)
          .type(MediaType.APPLICATION_JSON_TYPE)
          .entity(
              Shapes.object()
                  .add("roomId", job.roomId())
                  .addAll(RoomShapes.attachment(attachment, job.roomId()))
                  .build()
                  .toString())
          .build();
    } catch (RefusedException e) {
      return ProblemMapper.response(e.refusal(), path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks at the file and stores it. */
  private Attachment keep(Job job) throws IOException {
    Path content = job.file().content().path();
    String found = types.of(content);
    String type = types.reconciled(found, job.file().claimed());
    if (type == null) {
      throw invalid("is said to be " + job.file().claimed() + ", but is " + found);
    }
    Pictures.Size size = pictures.measure(content, type);
    if (size != null && size.pixels() > MAX_PIXELS) {
      throw new RefusedException(
          Code.TOO_LARGE, "A picture may have at most " + MAX_PIXELS + " pixels.");
    }
    byte[] thumbnail = size == null ? null : pictures.thumbnail(content, type);
    Attachment attachment =
        new Attachment(
            job.attachmentId(),
            job.file().name(),
            type,
            job.file().content().size(),
            thumbnail != null);
    boolean kept = false;
    try {
      store(job, content);
      if (thumbnail != null) {
        done(job, chunk(job, StoreChunk.THUMBNAIL, ByteBuffer.wrap(thumbnail)));
      }
      Reply reply =
          run(
              job,
              new AddAttachment(job.roomId(), attachment, job.file().content().digest()),
              job.idempotency());
      String id = ((Reply.Created) reply).id();
      kept = id.equals(job.attachmentId());
      return new Attachment(id, attachment.name(), type, attachment.size(), attachment.thumbnail());
    } finally {
      if (!kept) {
        drop(job);
      }
    }
  }

  private void store(Job job, Path content) throws IOException {
    try (InputStream in = Files.newInputStream(content)) {
      int index = 0;
      for (byte[] part = in.readNBytes(StoreChunk.MAX_BYTES);
          part.length > 0;
          part = in.readNBytes(StoreChunk.MAX_BYTES)) {
        done(job, chunk(job, index++, ByteBuffer.wrap(part)));
      }
    }
  }

  private static StoreChunk chunk(Job job, int index, ByteBuffer content) {
    return new StoreChunk(job.roomId(), job.attachmentId(), index, content);
  }

  private void done(Job job, RoomCommand command) {
    run(job, command, null);
  }

  private Reply run(Job job, RoomCommand command, @Nullable Idempotency idempotency) {
    Reply reply =
        switchboard.handle(command, job.caller(), idempotency).toCompletableFuture().join();
    if (reply instanceof Reply.Refused refused) {
      throw new RefusedException(refused.refusal());
    }
    return reply;
  }

  /** What cannot be dropped now goes by itself in time. */
  private void drop(Job job) {
    switchboard
        .handle(new DropAttachment(job.roomId(), job.attachmentId()), job.caller(), null)
        .toCompletableFuture()
        .join();
  }

  private static RefusedException invalid(String detail) {
    return new RefusedException(Refusal.invalid(List.of(new Refusal.Fault("/file", detail))));
  }
}
