package dev.parley.door.rest;

import dev.parley.door.JsonText;
import dev.parley.door.Parameters;
import dev.parley.door.PresenceShapes;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.People;
import dev.parley.door.rest.schema.People.Presences;
import dev.parley.door.rest.schema.Rooms.IdInPath;
import dev.parley.vocabulary.Id;
import dev.parley.vocabulary.PresenceQuery;
import dev.parley.vocabulary.PresenceView;
import dev.parley.vocabulary.Query;
import dev.parley.vocabulary.Reply;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tells who is there. */
@Dependent
@Path("presence")
@Tag(name = "Presence", description = "Who is there")
@Produces(MediaType.APPLICATION_JSON)
public class PresenceResource {
  @Inject private RestDoor door;

  /** Those who are there, or those who are asked for. */
  @GET
  @Operation(
      operationId = "listPresence",
      summary = "Those who are there, or those who are asked for",
      description = "Whom the caller may not see is not there: offline, if asked for.")
  @Parameter(
      name = "userIds",
      in = ParameterIn.QUERY,
      description = "Ids with commas between, at most 500; without, all who are not offline.",
      schema = @Schema(type = SchemaType.STRING, examples = "alice,bob"))
  @APIResponseSchema(Presences.class)
  public CompletionStage<Response> list(
      @Context HttpServletRequest request, @Context UriInfo address) {
    Parameters query = RestDoor.query(address);
    List<String> userIds = ids(query.optional("userIds"), query);
    query.check();
    Query question =
        userIds == null
            ? new PresenceQuery.ListPresence()
            : new PresenceQuery.ShowPresence(userIds);
    return door.show(
        request,
        question,
        shown -> {
          List<dev.parley.vocabulary.Presence> people = people(shown);
          JsonArrayBuilder items = JsonText.PROVIDER.createArrayBuilder();
          people.forEach(presence -> items.add(PresenceShapes.presence(presence)));
          return Shapes.object().add("presence", items).add("total", people.size());
        });
  }

  private static @Nullable List<String> ids(@Nullable String text, Parameters query) {
    if (text == null) {
      return null;
    }
    List<String> ids = List.of(text.split(",", -1));
    if (ids.size() > People.MAX_USERS || !ids.stream().allMatch(Id::isValid)) {
      query.fault("userIds", "has to be 1 to " + People.MAX_USERS + " ids with commas between");
    }
    return ids;
  }

  /** One user. */
  @GET
  @Path("{userId}")
  @Operation(
      operationId = "showPresence",
      summary = "One user",
      description = "Offline, if nobody knows the user or the caller may not see them.")
  @Parameter(
      name = "userId",
      description = "The id of the user.",
      schema = @Schema(implementation = IdInPath.class))
  @APIResponseSchema(People.Presence.class)
  @APIResponse(responseCode = "404", description = "There can be no user of that id.")
  public CompletionStage<Response> show(
      @Context HttpServletRequest request, @PathParam("userId") String userId) {
    return door.show(
        request,
        new PresenceQuery.ShowPresence(List.of(RestDoor.id(userId))),
        shown -> presence(shown));
  }

  private static JsonObjectBuilder presence(Reply.Shown shown) {
    return PresenceShapes.presence(people(shown).get(0));
  }

  private static List<dev.parley.vocabulary.Presence> people(Reply.Shown shown) {
    return ((PresenceView.People) shown.view()).people();
  }
}
