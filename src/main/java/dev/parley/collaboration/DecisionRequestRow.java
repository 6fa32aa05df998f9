package dev.parley.collaboration;

import dev.parley.vocabulary.DecisionRequest;
import dev.parley.vocabulary.DurableCommand.RequestDecision;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question to people, and what became of it. */
@Entity
@Table(name = "decision_request")
class DecisionRequestRow {
  @Id
  @Column(name = "stamp")
  private Long stamp = 0L;

  @Column(name = "agent_id")
  private String agentId = "";

  @Column(name = "question")
  private String question = "";

  @Column(name = "options")
  private String options = "";

  @Column(name = "session_id")
  private @Nullable String sessionId;

  @Column(name = "assignees")
  private String assignees = "";

  @Column(name = "asked_at")
  private long askedAt;

  @Column(name = "expires_at")
  private long expiresAt;

  @Column(name = "status")
  private String status = "";

  @Column(name = "option_id")
  private @Nullable String optionId;

  @Column(name = "answer_comment")
  private @Nullable String comment;

  @Column(name = "answered_by")
  private @Nullable String answeredBy;

  @Column(name = "answered_at")
  private @Nullable Long answeredAt;

  protected DecisionRequestRow() {}

  /** A new request, which is pending. */
  DecisionRequestRow(long stamp, RequestDecision command, Instant askedAt) {
    this.stamp = stamp;
    this.agentId = command.agentId();
    this.question = command.question();
    this.options = lines(command.options());
    this.sessionId = command.sessionId();
    this.assignees = Lines.join(command.assignees());
    this.askedAt = askedAt.toEpochMilli();
    this.expiresAt = askedAt.plus(command.timeout()).toEpochMilli();
    this.status = DecisionRequest.Status.PENDING.wireName();
  }

  long stamp() {
    return stamp;
  }

  /** From now on it is answered. */
  void answer(DecisionRequest.Answer answer) {
    status = DecisionRequest.Status.ANSWERED.wireName();
    optionId = answer.optionId();
    comment = answer.comment();
    answeredBy = answer.answeredBy();
    answeredAt = answer.answeredAt().toEpochMilli();
  }

  /** From now on it cannot be answered any more. */
  void timeOut() {
    status = DecisionRequest.Status.TIMED_OUT.wireName();
  }

  /** The request as the hub tells it. */
  DecisionRequest request() {
    return new DecisionRequest(
        Ids.request(stamp),
        agentId,
        question,
        options(options),
        sessionId,
        Lines.split(assignees),
        Instant.ofEpochMilli(askedAt),
        Instant.ofEpochMilli(expiresAt),
        DecisionRequest.Status.ofWireName(status).orElseThrow(),
        given());
  }

  private DecisionRequest.@Nullable Answer given() {
    return optionId == null || answeredBy == null || answeredAt == null
        ? null
        : new DecisionRequest.Answer(
            optionId, comment, answeredBy, Instant.ofEpochMilli(answeredAt));
  }

  private static String lines(List<DecisionRequest.Option> options) {
    List<String> lines = new ArrayList<>();
    for (DecisionRequest.Option option : options) {
      lines.add(option.id());
      lines.add(option.label());
    }
    return Lines.join(lines);
  }

  private static List<DecisionRequest.Option> options(String text) {
    List<String> lines = Lines.split(text);
    List<DecisionRequest.Option> options = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      options.add(new DecisionRequest.Option(lines.get(i), lines.get(i + 1)));
    }
    return options;
  }
}
