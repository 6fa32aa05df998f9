package dev.parley.door.rest;

import dev.parley.door.Problem;
import dev.parley.door.rest.schema.Attachments.AttachmentId;
import dev.parley.door.rest.schema.Attachments.BroughtAttachment;
import dev.parley.door.rest.schema.Attachments.NewAttachment;
import dev.parley.door.rest.schema.Rooms.RoomInPath;
import dev.parley.files.Pictures;
import dev.parley.vocabulary.Attachment;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.RoomCommand.StoreChunk;
import dev.parley.vocabulary.RoomQuery.ShowAttachment;
import dev.parley.vocabulary.RoomQuery.ShowChunk;
import dev.parley.vocabulary.RoomView;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Files of rooms. What strangers have brought is given to be kept, never to be shown in the place
 * of a page: no browser is to run it as the hub's own.
 */
@Dependent
@Path("rooms/{roomId}/attachments")
@Tag(name = "Attachments", description = "Files that stand in messages")
public class AttachmentResource {
  /** It never changes, but who may see it does: to be kept, and asked for each time. */
  private static final String KEPT = "private, no-cache";

  private static final String HARMLESS = "sandbox; default-src 'none'";

  @Inject private RestDoor door;
  @Inject private Attachments attachments;

  /** A file comes to a room. */
  @POST
  @Operation(
      operationId = "bringAttachment",
      summary = "Brings a file to a room, to say something with it; it waits a day for that")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema = @Schema(implementation = NewAttachment.class)))
  @APIResponseSchema(
      value = BroughtAttachment.class,
      responseCode = "201",
      responseDescription = "It is there, and on the disk")
  @APIResponse(responseCode = "404", description = "There is no such room, or none for you.")
  @APIResponse(responseCode = "409", description = "The room is archived.")
  @APIResponse(responseCode = "429", description = "The caller brings more than the limit.")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> bring(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      InputStream body)
      throws IOException {
    return attachments.receive(request, body, RestDoor.id(roomId));
  }

  /** The content of a file. */
  @GET
  @Path("{attachmentId}")
  @Operation(
      operationId = "fetchAttachment",
      summary = "The content of a file, or a range of it; for those who may read the room")
  @APIResponse(
      responseCode = "200",
      description = "All of it, of the type that it was found to be",
      content =
          @Content(
              mediaType = MediaType.WILDCARD,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "206",
      description = "The range that was asked for",
      content =
          @Content(
              mediaType = MediaType.WILDCARD,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "304", description = "It is what the client has.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such file.")
  @APIResponse(responseCode = "416", description = "The range is behind the end.")
  @Produces(MediaType.WILDCARD)
  public CompletionStage<Response> fetch(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = AttachmentId.class)) @PathParam("attachmentId")
          String attachmentId) {
    Asked asked =
        new Asked(
            CallerFilter.of(request),
            request.getRequestURI(),
            request.getHeader("Range"),
            request.getHeader("If-Range"));
    return show(request, roomId, attachmentId, found -> content(asked, roomId, found));
  }

  /** A small picture of a picture. */
  @GET
  @Path("{attachmentId}/thumbnail")
  @Operation(operationId = "fetchThumbnail", summary = "A small picture of a picture")
  @APIResponse(
      responseCode = "200",
      description = "At most 256 pixels wide and high",
      content =
          @Content(
              mediaType = Pictures.THUMBNAIL_TYPE,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "304", description = "It is what the client has.")
  @APIResponse(
      responseCode = "404",
      description = "There is no such room, or none for you, or no such picture.")
  @Produces(MediaType.WILDCARD)
  public CompletionStage<Response> thumbnail(
      @Context HttpServletRequest request,
      @Parameter(schema = @Schema(implementation = RoomInPath.class)) @PathParam("roomId")
          String roomId,
      @Parameter(schema = @Schema(implementation = AttachmentId.class)) @PathParam("attachmentId")
          String attachmentId) {
    Caller caller = CallerFilter.of(request);
    String path = request.getRequestURI();
    return show(
        request,
        roomId,
        attachmentId,
        found -> {
          ByteBuffer picture = chunk(caller, roomId, attachmentId, StoreChunk.THUMBNAIL);
          if (picture == null) {
            return ProblemMapper.response(
                Refusal.of(Refusal.Code.NOT_FOUND, "There is no small picture of it."), path);
          }
          byte[] bytes = new byte[picture.remaining()];
          picture.get(bytes);
          return Response.ok(bytes)
              .type(Pictures.THUMBNAIL_TYPE)
              .header("ETag", tag(found))
              .header("Cache-Control", KEPT)
              .header("Content-Security-Policy", HARMLESS)
              .build();
        });
  }

  /** Answers on a thread that may wait for the client. */
  private CompletionStage<Response> show(
      HttpServletRequest request,
      String roomId,
      String attachmentId,
      Function<RoomView.OneAttachment, Response> answer) {
    Caller caller = CallerFilter.of(request);
    String path = request.getRequestURI();
    String known = request.getHeader("If-None-Match");
    return door.switchboard()
        .handle(new ShowAttachment(RestDoor.id(roomId), RestDoor.id(attachmentId)), caller, null)
        .thenApplyAsync(
            reply -> {
              if (reply instanceof Reply.Refused refused) {
                return ProblemMapper.response(refused.refusal(), path);
              }
              RoomView.OneAttachment found = (RoomView.OneAttachment) ((Reply.Shown) reply).view();
              return isKnown(known, tag(found))
                  ? Response.notModified()
                      .header("ETag", tag(found))
                      .header("Cache-Control", KEPT)
                      .build()
                  : answer.apply(found);
            },
            attachments.blocking());
  }

  private static String tag(RoomView.OneAttachment found) {
    return '"' + found.digest() + '"';
  }

  private static boolean isKnown(@Nullable String known, String tag) {
    return known != null
        && Arrays.stream(known.split(",", -1))
            .map(String::strip)
            .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
  }

  /** What is needed of a request when its own thread has gone on. */
  private record Asked(
      Caller caller, String path, @Nullable String range, @Nullable String onlyOf) {}

  private Response content(Asked asked, String roomId, RoomView.OneAttachment found) {
    Attachment attachment = found.attachment();
    boolean ranged = asked.onlyOf() == null || tag(found).equals(asked.onlyOf());
    ByteRange range = ranged ? ByteRange.of(asked.range(), attachment.size()) : null;
    if (ByteRange.UNSATISFIABLE.equals(range)) {
      return Response.status(416)
          .type(Problem.MEDIA_TYPE)
          .header("Content-Range", "bytes */" + attachment.size())
          .header("Cache-Control", "no-store")
          .entity(Problem.ofStatus(416, asked.path()).body())
          .build();
    }
    ByteRange sent = range == null ? new ByteRange(0, attachment.size() - 1) : range;
    StreamingOutput content = out -> write(asked.caller(), roomId, attachment, sent, out);
    Response.ResponseBuilder response =
        Response.status(range == null ? 200 : 206)
            .type(attachment.mediaType())
            .entity(content)
            .header("Content-Length", sent.length())
            .header("Content-Disposition", disposition(attachment.name()))
            .header("Content-Security-Policy", HARMLESS)
            .header("Cache-Control", KEPT)
            .header("Accept-Ranges", "bytes")
            .header("ETag", tag(found));
    if (range != null) {
      response.header(
          "Content-Range", "bytes " + range.from() + "-" + range.to() + "/" + attachment.size());
    }
    return response.build();
  }

  /** RFC 6266: to be kept, under its name. */
  private static String disposition(String name) {
    String plain = name.replaceAll("[^ !#-\\[\\]-~]|%", "_");
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
  }

  /**
   * Sends part by part, each asked for when the one before has gone.
   *
   * @throws IOException if the client is gone, or the file is, or the caller may not see it any
   *     more
   */
  private void write(
      Caller caller, String roomId, Attachment attachment, ByteRange range, OutputStream out)
      throws IOException {
    long at = range.from();
    while (at <= range.to()) {
      ByteBuffer part =
          chunk(caller, roomId, attachment.attachmentId(), (int) (at / StoreChunk.MAX_BYTES));
      if (part == null) {
        throw new IOException("the attachment is gone");
      }
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      int from = (int) (at % StoreChunk.MAX_BYTES);
      int some = (int) Math.min(bytes.length - from, range.to() - at + 1);
      out.write(bytes, from, some);
      at += some;
    }
  }

  private @Nullable ByteBuffer chunk(Caller caller, String roomId, String attachmentId, int index) {
    Reply reply =
        door.switchboard()
            .handle(new ShowChunk(roomId, attachmentId, index), caller, null)
            .toCompletableFuture()
            .join();
    return reply instanceof Reply.Shown shown && shown.view() instanceof RoomView.Chunk chunk
        ? chunk.content().duplicate()
        : null;
  }
}
