package dev.parley.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question that an agent asks people, and what became of it.
 *
 * @param requestId {@code req_<digits>}, unique across nodes and restarts
 * @param agentId who asks
 * @param options one of these is the answer; two or more, with different ids
 * @param sessionId the session that it belongs to, or null
 * @param assignees ids of the users who may answer; empty for every member
 * @param expiresAt from then on it is not answered any more
 * @param answer null unless it is answered
 */
public record DecisionRequest(
    String requestId,
    String agentId,
    String question,
    List<Option> options,
    @Nullable String sessionId,
    List<String> assignees,
    Instant askedAt,
    Instant expiresAt,
    Status status,
    @Nullable Answer answer) {
  public DecisionRequest {
    options = List.copyOf(options);
    assignees = List.copyOf(assignees);
  }

  /** Something to choose. */
  public record Option(String id, String label) {}

  /**
   * What a person chose.
   *
   * @param comment in the person's own words, or null
   * @param answeredBy the user's id
   */
  public record Answer(
      String optionId, @Nullable String comment, String answeredBy, Instant answeredAt) {}

  /** How far a request has come; it changes once. */
  public enum Status {
    PENDING,
    ANSWERED,
    TIMED_OUT;

    /** The name on the wire, for example {@code timed_out}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that wire name; empty when there is none. */
    public static Optional<Status> ofWireName(String name) {
      return WireNames.find(values(), Status::wireName, name);
    }
  }

  /** Whether it waits for an answer. */
  public boolean isPending() {
    return status == Status.PENDING;
  }

  /** The same request, answered. */
  public DecisionRequest answered(Answer given) {
    return with(Status.ANSWERED, given);
  }

  /** The same request, to which nobody has said anything in time. */
  public DecisionRequest timedOut() {
    return with(Status.TIMED_OUT, null);
  }

  private DecisionRequest with(Status newStatus, @Nullable Answer newAnswer) {
    return new DecisionRequest(
        requestId, agentId, question, options, sessionId, assignees, askedAt, expiresAt, newStatus,
        newAnswer);
  }

  /** About how many bytes it takes to hold it. */
  public int weight() {
    int weight = 512 + question.length() + 32 * assignees.size();
    for (Option option : options) {
      weight += 64 + option.label().length();
    }
    return weight;
  }
}
