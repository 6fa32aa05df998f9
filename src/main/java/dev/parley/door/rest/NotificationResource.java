package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.NotificationShapes;
import dev.parley.door.Parameters;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Notifications;
import dev.parley.door.rest.schema.Notifications.NewNotification;
import dev.parley.door.rest.schema.Notifications.ReadNotifications;
import dev.parley.door.rest.schema.Notifications.Said;
import dev.parley.door.rest.schema.Outcomes;
import dev.parley.door.rest.schema.Texts.Cursor;
import dev.parley.door.rest.schema.Texts.NotificationId;
import dev.parley.door.rest.schema.Texts.PageLimit;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.Notification;
import dev.parley.vocabulary.NotificationCommand.MarkNotificationRead;
import dev.parley.vocabulary.NotificationCommand.MarkNotificationsRead;
import dev.parley.vocabulary.NotificationCommand.Notify;
import dev.parley.vocabulary.NotificationQuery.ListNotifications;
import dev.parley.vocabulary.NotificationView;
import dev.parley.vocabulary.Slice;
import dev.parley.vocabulary.Topic;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
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
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tells users and everybody, and shows callers what they were told. */
@Dependent
@Path("notifications")
@Tag(name = "Notifications", description = "What users, and everybody, are told")
@Produces(MediaType.APPLICATION_JSON)
public class NotificationResource {
  private static final Pattern ADDRESS = Pattern.compile(Notifications.ADDRESS);

  @Inject private RestDoor door;

  /** A user, or everybody, is told. */
  @POST
  @Operation(operationId = "notify", summary = "A user, or everybody, is told")
  @RequestBodySchema(NewNotification.class)
  @APIResponseSchema(value = Said.class, responseCode = "201", responseDescription = "Said")
  @APIResponse(responseCode = "429", description = "The caller has others told too often.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> tell(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    JsonObject object = door.body(body);
    Members members = new Members(object);
    Notify command = read(members);
    members.check();
    return door.submit(
        request,
        command,
        RestDoor.idempotency(request, object),
        201,
        (done, reply) ->
            RestDoor.said(
                reply, done.userId() == null ? Topic.GLOBAL : Topic.ofUser(done.userId())));
  }

  private static Notify read(Members members) {
    String body = members.optionalProse("body", Notifications.MAX_MESSAGE);
    return new Notify(
        members.oneOf("level", List.of(Notification.Level.values()), Notification.Level::wireName),
        body == null || members.has("message")
            ? members.prose("message", Notifications.MAX_MESSAGE)
            : body,
        members.optionalText("userId", Id.MAX_LENGTH),
        members.optionalText("title", Notifications.MAX_TITLE),
        address(members, "link"),
        address(members, "icon"),
        address(members, "badge"),
        members.optionalList(
            "actions",
            Notifications.MAX_ACTIONS,
            action ->
                new Notification.Action(
                    action.id("action"),
                    action.text("title", Notifications.MAX_TITLE),
                    address(action, "icon"))));
  }

  /** Nothing that a browser would run when it is followed. */
  private static @Nullable String address(Members members, String member) {
    String address = members.optionalText(member, Notifications.MAX_ADDRESS);
    if (address != null && !address.isEmpty() && !ADDRESS.matcher(address).matches()) {
      members.fault(member, "has to be a path from the root on, or an http or https address");
    }
    return address;
  }

  /** What the caller was told, newest first. */
  @GET
  @Operation(
      operationId = "listNotifications",
      summary = "What the caller was told, newest first",
      description = "Agents and services see only what is for everybody.")
  @Parameter(
      name = "unread",
      in = ParameterIn.QUERY,
      description = "Only those that the caller has not read.",
      schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
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
  @APIResponseSchema(Notifications.Page.class)
  public CompletionStage<Response> list(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    boolean unread = query.flag("unread");
    Slice slice = PageCursor.slice(query);
    query.check();
    return door.show(
        request,
        new ListNotifications(unread, slice),
        shown -> {
          NotificationView.Notifications page = (NotificationView.Notifications) shown.view();
          JsonArrayBuilder items = JsonText.PROVIDER.createArrayBuilder();
          page.notifications()
              .forEach(
                  item ->
                      items.add(
                          NotificationShapes.notification(item.notification())
                              .add("readAt", Shapes.optionalTime(item.readAt()))));
          return PageCursor.nextCursor(
              Shapes.object()
                  .add("notifications", items)
                  .add("total", page.notifications().size())
                  .add("unread", page.unread()),
              page.next());
        });
  }

  /** The caller has read one. */
  @POST
  @Path("{id}/read")
  @Operation(
      operationId = "markNotificationRead",
      summary = "The caller has read one",
      description = "Their other devices are told. What was read before stays as it was.")
  @Parameter(name = "id", schema = @Schema(implementation = NotificationId.class))
  @APIResponseSchema(Outcomes.Done.class)
  @APIResponse(
      responseCode = "404",
      description = "There is no notification of that id for the caller.")
  public CompletionStage<Response> read(
      @Context HttpServletRequest request, @PathParam("id") String id) {
    return door.submit(
        request,
        new MarkNotificationRead(id),
        RestDoor.idempotency(request, JsonValue.EMPTY_JSON_OBJECT),
        200,
        (command, reply) -> Shapes.object().add("success", true));
  }

  /** The caller has read several. */
  @POST
  @Path("read")
  @Operation(
      operationId = "markNotificationsRead",
      summary = "The caller has read several",
      description = "Those that are not, or no longer, there for the caller are left out.")
  @RequestBodySchema(ReadNotifications.class)
  @APIResponseSchema(Outcomes.Done.class)
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> readSome(@Context HttpServletRequest request, InputStream body)
      throws IOException {
    return door.post(
        request,
        body,
        members -> {
          List<String> ids = members.ids("ids");
          if (ids.size() > Slice.MAX_LIMIT) {
            members.fault("ids", "has more than " + Slice.MAX_LIMIT + " items");
          }
          return new MarkNotificationsRead(ids);
        },
        (command, reply) -> Shapes.object().add("success", true));
  }
}
