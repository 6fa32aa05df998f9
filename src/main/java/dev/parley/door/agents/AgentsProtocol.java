package dev.parley.door.agents;

import dev.parley.delivery.Frame;
import dev.parley.delivery.Opening;
import dev.parley.door.Gate;
import dev.parley.door.Parameters;
import dev.parley.door.Protocol;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Topic;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;

/**
 * The Agents contract over WebSocket. A connection hears all that its caller may, without asking:
 * somebody without a credential what is for everybody.
 *
 * @param visitors whether somebody without a credential may come in at all
 */
public record AgentsProtocol(AgentsDialect dialect, Gate gate, boolean visitors)
    implements Protocol {
  /** Where the endpoint is. */
  public static final String PATH = "/ws";

  @Override
  public Caller caller(Gate entered, HttpServletRequest request) {
    return visitors ? entered.visitor(request) : entered.caller(request);
  }

  @Override
  public Opening opening(Caller caller, Parameters query) {
    Stream<Topic> topics =
        caller.kind() == Caller.Kind.ANONYMOUS
            ? Stream.of(Topic.GLOBAL)
            : Stream.of(Topic.GLOBAL, Topic.of(caller), Topic.AGENTS, Topic.PRESENCE);
    return new Opening(
        topics
            .filter(topic -> gate.mayListen(caller, topic))
            .map(topic -> new Opening.Subscription(topic, null))
            .toList(),
        Filter.ALL,
        dialect.name(),
        this::roves);
  }

  /** The conversations. */
  private boolean roves(Caller caller, Topic topic) {
    return topic.kind() == Topic.Kind.ROOM && gate.mayListen(caller, topic);
  }

  /** That a credential is bad, the contract tells in the connection. */
  @Override
  public boolean tellsEverybody(Refusal.Code code) {
    return code == Refusal.Code.UNAUTHENTICATED;
  }

  @Override
  public Frame farewell(Refusal refusal) {
    return refusal.code() == Refusal.Code.UNAUTHENTICATED
        ? dialect.unauthenticated(refusal)
        : dialect.encode(refusal);
  }
}
