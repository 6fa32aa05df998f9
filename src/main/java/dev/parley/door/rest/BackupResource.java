package dev.parley.door.rest;

import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Operations.Backup;
import dev.parley.door.rest.schema.Operations.BackupName;
import dev.parley.vocabulary.OperatorCommand.MakeBackup;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Has backups made. They lie in the hub's data directory; nobody gets them from here. */
@Dependent
@Path("backups")
@Tag(name = "Backups", description = "Copies of what a node keeps, made by administrators")
@Produces(MediaType.APPLICATION_JSON)
public class BackupResource {
  @Inject private RestDoor door;

  /** Makes one, unless there is one of that name. */
  @PUT
  @Path("{name}")
  @Operation(
      operationId = "makeBackup",
      summary = "Copies the data of this node within its data directory")
  @Parameter(
      name = "name",
      description = "What the copy is called.",
      schema = @Schema(implementation = BackupName.class))
  @APIResponseSchema(Backup.class)
  @APIResponse(
      responseCode = "409",
      description =
          "The data are not in the embedded store, or there are too many copies, or another one"
              + " is being made.")
  public CompletionStage<Response> make(
      @Context HttpServletRequest request, @PathParam("name") String name) {
    return door.operate(request, new MakeBackup(name), reply -> Shapes.object().add("name", name));
  }
}
