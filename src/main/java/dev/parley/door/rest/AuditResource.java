package dev.parley.door.rest;

import dev.parley.door.Parameters;
import dev.parley.door.RoomShapes;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Audits.AuditPage;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.IdText;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.door.rest.schema.Texts.QueryTime;
import dev.parley.vocabulary.Act;
import dev.parley.vocabulary.AuditEntry;
import dev.parley.vocabulary.AuditSearch;
import dev.parley.vocabulary.Query.ListAudit;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.View;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Shows administrators who did what, and when. */
@Dependent
@Path("audit")
@Tag(name = "Audit", description = "Who did what to what is not only theirs; for administrators")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  @Inject private RestDoor door;

  /** Administrative acts. */
  @GET
  @Operation(operationId = "listAudit", summary = "Administrative acts, newest first")
  @Parameter(
      name = "actorId",
      in = ParameterIn.QUERY,
      description = "Only what somebody of this id did.",
      schema = @Schema(implementation = IdText.class))
  @Parameter(
      name = "act",
      in = ParameterIn.QUERY,
      description = "Only acts of this kind.",
      schema = @Schema(implementation = Act.Kind.class))
  @Parameter(
      name = "subject",
      in = ParameterIn.QUERY,
      description = "Only what was done to this key, member or message.",
      schema = @Schema(implementation = IdText.class))
  @Parameter(
      name = "roomId",
      in = ParameterIn.QUERY,
      description = "Only what was done in this room.",
      schema = @Schema(implementation = IdText.class))
  @Parameter(
      name = "since",
      in = ParameterIn.QUERY,
      description = "Only what was done then and later.",
      schema = @Schema(implementation = QueryTime.class))
  @Parameter(
      name = "until",
      in = ParameterIn.QUERY,
      description = "Only what was done before then.",
      schema = @Schema(implementation = QueryTime.class))
  @Parameter(
      name = "limit",
      in = ParameterIn.QUERY,
      description = "How many items the page has at most.",
      schema = @Schema(implementation = PageLimit.class))
  @Parameter(
      name = "cursor",
      in = ParameterIn.QUERY,
      description = "The nextCursor of the page before.",
      schema = @Schema(implementation = Cursor.class))
  @APIResponseSchema(AuditPage.class)
  public CompletionStage<Response> list(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    AuditSearch search =
        new AuditSearch(
            query.optionalId("actorId"),
            query.optionalWord("act", List.of(Act.Kind.values()), Act.Kind::wireName),
            query.optionalId("subject"),
            query.optionalId("roomId"),
            query.optionalTime("since"),
            query.optionalTime("until"));
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new ListAudit(search, slice),
        shown -> {
          View.Audit audit = (View.Audit) shown.view();
          return PageCursor.nextCursor(
              Shapes.object()
                  .add("entries", RoomShapes.list(audit.entries(), AuditResource::entry)),
              audit.next());
        });
  }

  private static JsonObjectBuilder entry(AuditEntry entry) {
    Act act = entry.act();
    return Shapes.object()
        .add("entryId", entry.entryId())
        .add("at", Shapes.time(entry.at()))
        .add(
            "actor",
            Shapes.object()
                .add("kind", entry.actorKind().wireName())
                .add("id", entry.actorId())
                .add("keyId", text(entry.keyId())))
        .add("act", act.kind().wireName())
        .add("subject", text(act.subject()))
        .add("roomId", text(act.roomId()))
        .add("detail", text(act.detail()));
  }

  private static jakarta.json.JsonValue text(String text) {
    @Nullable String told = text.isEmpty() ? null : text;
    return Shapes.text(told);
  }
}
