package dev.parley.door;

import dev.parley.vocabulary.AgentProfile;
import dev.parley.vocabulary.AgentStanding;
import dev.parley.vocabulary.AgentStatus;
import dev.parley.vocabulary.AgentView;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** The JSON shapes of agents, as the Agents contract has them. */
public final class AgentShapes {
  private AgentShapes() {}

  /** What an agent is up to. */
  public static JsonObjectBuilder status(AgentStatus status) {
    Integer progress = status.progress();
    return Shapes.object()
        .add("agentName", status.agentName())
        .add("state", status.state().wireName())
        .add("currentTask", Shapes.text(status.currentTask()))
        .add(
            "progress",
            progress == null ? JsonValue.NULL : JsonText.PROVIDER.createValue(progress));
  }

  /** One agent, with all that is known of it. */
  public static JsonObjectBuilder agent(AgentView.OneAgent agent) {
    AgentProfile profile = agent.profile();
    AgentStanding standing = agent.standing();
    String agentId = agent.status().agentName();
    return status(agent.status())
        .add("agentId", agentId)
        .add("name", profile == null ? agentId : profile.name())
        .add("department", Shapes.text(profile == null ? null : profile.department()))
        .add("description", Shapes.text(profile == null ? null : profile.description()))
        .add("registeredAt", Shapes.optionalTime(profile == null ? null : profile.registeredAt()))
        .add("active", standing != null && standing.active())
        .add("currentActivity", Shapes.text(standing == null ? null : standing.currentActivity()))
        .add("lastActivity", Shapes.text(standing == null ? null : standing.lastActivity()))
        .add("collaborationCount", standing == null ? 0 : standing.collaborationCount());
  }
}
