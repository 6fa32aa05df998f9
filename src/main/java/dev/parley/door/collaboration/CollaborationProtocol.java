package dev.parley.door.collaboration;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Opening;
import dev.parley.door.Gate;
import dev.parley.door.Parameters;
import dev.parley.door.Protocol;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Topic;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * The Collaboration contract over WebSocket.
 *
 * @param dialect what is spoken
 */
public record CollaborationProtocol(Dialect dialect) implements Protocol {
  /** Where the endpoint is. */
  public static final String PATH = "/api/v1/collaboration/ws";

  /** Whom the anonymous policy lets listen, too. */
  @Override
  public Caller caller(Gate gate, HttpServletRequest request) {
    return gate.listener(request);
  }

  @Override
  public Opening opening(Caller caller, Parameters query) {
    query.id("client_id");
    String clientType = query.optionalId("client_type");
    String epoch = query.optionalId("epoch");
    String deltas = query.optionalWord("status", List.of("delta"), word -> word);
    long since = query.number("since", 0, Long.MAX_VALUE, -1);
    return new Opening(
        List.of(
            new Opening.Subscription(
                Topic.COLLABORATION, since < 0 ? null : new Opening.Since(epoch, since))),
        Filter.ALL,
        clientType == null ? "general" : clientType,
        null,
        deltas != null);
  }
}
