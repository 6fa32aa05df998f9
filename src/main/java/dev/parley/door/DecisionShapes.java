package dev.parley.door;

import dev.parley.vocabulary.Decision;
import dev.parley.vocabulary.DecisionRequest;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;

/** The JSON shapes of decisions, and of the questions that people answer. */
public final class DecisionShapes {
  private DecisionShapes() {}

  /** A decision that an agent recorded. */
  public static JsonObjectBuilder decision(Decision decision) {
    Double confidence = decision.confidence();
    return Shapes.object()
        .add("decision_id", decision.decisionId())
        .add("session_id", decision.sessionId())
        .add("agent_id", decision.agentId())
        .add("decision", decision.decision())
        .add("rationale", Shapes.text(decision.rationale()))
        .add("options", Shapes.texts(decision.options()))
        .add(
            "confidence",
            confidence == null
                ? JsonValue.NULL
                : JsonText.PROVIDER.createValue(BigDecimal.valueOf(confidence)))
        .add("recorded_at", Shapes.time(decision.timestamp()));
  }

  /** A request, with its answer once there is one. */
  public static JsonObjectBuilder request(DecisionRequest request) {
    JsonArrayBuilder options = JsonText.PROVIDER.createArrayBuilder();
    request
        .options()
        .forEach(
            option ->
                options.add(Shapes.object().add("id", option.id()).add("label", option.label())));
    DecisionRequest.Answer answer = request.answer();
    return Shapes.object()
        .add("request_id", request.requestId())
        .add("agent_id", request.agentId())
        .add("question", request.question())
        .add("options", options)
        .add("session_id", Shapes.text(request.sessionId()))
        .add("assignees", Shapes.texts(request.assignees()))
        .add("asked_at", Shapes.time(request.askedAt()))
        .add("expires_at", Shapes.time(request.expiresAt()))
        .add("status", request.status().wireName())
        .add("option_id", Shapes.text(answer == null ? null : answer.optionId()))
        .add("comment", Shapes.text(answer == null ? null : answer.comment()))
        .add("answered_by", Shapes.text(answer == null ? null : answer.answeredBy()))
        .add(
            "answered_at",
            answer == null ? JsonValue.NULL : Shapes.optionalTime(answer.answeredAt()));
  }
}
