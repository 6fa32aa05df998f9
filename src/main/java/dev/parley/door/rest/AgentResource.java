package dev.parley.door.rest;

import dev.parley.door.AgentShapes;
import dev.parley.door.JsonText;
import dev.parley.door.Members;
import dev.parley.door.Shapes;
import dev.parley.door.rest.schema.Agents;
import dev.parley.door.rest.schema.Agents.Agent;
import dev.parley.door.rest.schema.Agents.CurrentAgentStatuses;
import dev.parley.door.rest.schema.Agents.NewAgent;
import dev.parley.door.rest.schema.Agents.NewAgentStatus;
import dev.parley.door.rest.schema.Outcomes;
import dev.parley.door.rest.schema.Rooms.IdInPath;
import dev.parley.vocabulary.AgentCommand;
import dev.parley.vocabulary.AgentCommand.PutAgent;
import dev.parley.vocabulary.AgentCommand.PutAgentStatus;
import dev.parley.vocabulary.AgentQuery.ListAgents;
import dev.parley.vocabulary.AgentQuery.ShowAgent;
import dev.parley.vocabulary.AgentState;
import dev.parley.vocabulary.AgentView;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Agents: the directory, and what they are up to. */
@Dependent
@Path("agents")
@Tag(name = "Agents", description = "The directory of agents, and what they are up to")
@Produces(MediaType.APPLICATION_JSON)
public class AgentResource {
  @Inject private RestDoor door;

  /** What the agents are up to. */
  @GET
  @Operation(operationId = "listAgents", summary = "What the agents are up to")
  @APIResponseSchema(CurrentAgentStatuses.class)
  public CompletionStage<Response> list(@Context HttpServletRequest request) {
    return door.show(
        request,
        new ListAgents(),
        shown -> {
          AgentView.Agents agents = (AgentView.Agents) shown.view();
          JsonArrayBuilder items = JsonText.PROVIDER.createArrayBuilder();
          agents.agents().forEach(status -> items.add(AgentShapes.status(status)));
          return Shapes.object().add("agents", items).add("total", agents.total());
        });
  }

  /** One agent. */
  @GET
  @Path("{agentId}")
  @Operation(operationId = "showAgent", summary = "One agent")
  @Parameter(
      name = "agentId",
      description = "The id of the agent.",
      schema = @Schema(implementation = IdInPath.class))
  @APIResponseSchema(Agent.class)
  @APIResponse(responseCode = "404", description = "Nobody knows an agent of that id.")
  public CompletionStage<Response> show(
      @Context HttpServletRequest request, @PathParam("agentId") String agentId) {
    return door.show(
        request,
        new ShowAgent(agentId),
        shown -> AgentShapes.agent((AgentView.OneAgent) shown.view()));
  }

  /** The agent is known from now on, and described so. */
  @PUT
  @Path("{agentId}")
  @Operation(
      operationId = "putAgent",
      summary = "The agent is known from now on, and described so",
      description = "What is not given is not kept from before.")
  @Parameter(
      name = "agentId",
      description = "The id of the agent.",
      schema = @Schema(implementation = IdInPath.class))
  @RequestBodySchema(NewAgent.class)
  @APIResponseSchema(Outcomes.Done.class)
  @APIResponse(responseCode = "404", description = "There can be no agent of that id.")
  @APIResponse(responseCode = "429", description = "The caller has others told too often.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> put(
      @Context HttpServletRequest request, @PathParam("agentId") String agentId, InputStream body)
      throws IOException {
    Members members = new Members(door.body(body));
    PutAgent command =
        new PutAgent(
            RestDoor.id(agentId),
            members.optionalText("name", Agents.MAX_TEXT),
            members.optionalText("department", Agents.MAX_TEXT),
            members.optionalProse("description", Agents.MAX_DESCRIPTION));
    members.check();
    return done(request, command);
  }

  /** The agent tells what it is up to. */
  @PUT
  @Path("{agentName}/status")
  @Operation(
      operationId = "putAgentStatus",
      summary = "The agent tells what it is up to",
      description =
          "It is known from now on. An active activity makes it work whatever it tells; a stopped"
              + " agent is idle on the status board.")
  @Parameter(
      name = "agentName",
      description = "The id of the agent.",
      schema = @Schema(implementation = IdInPath.class))
  @RequestBodySchema(NewAgentStatus.class)
  @APIResponseSchema(Outcomes.Done.class)
  @APIResponse(responseCode = "404", description = "There can be no agent of that id.")
  @APIResponse(responseCode = "429", description = "The caller has others told too often.")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> putStatus(
      @Context HttpServletRequest request,
      @PathParam("agentName") String agentName,
      InputStream body)
      throws IOException {
    Members members = new Members(door.body(body));
    Long progress = members.optionalWhole("progress", 0, 100);
    PutAgentStatus command =
        new PutAgentStatus(
            RestDoor.id(agentName),
            members.oneOf("state", List.of(AgentState.values()), AgentState::wireName),
            members.optionalText("currentTask", Agents.MAX_TEXT),
            progress == null ? null : progress.intValue());
    members.check();
    return done(request, command);
  }

  private CompletionStage<Response> done(HttpServletRequest request, AgentCommand command) {
    return door.submit(
        request, command, null, 200, (done, reply) -> Shapes.object().add("success", true));
  }
}
