package dev.parley.door;

import dev.parley.delivery.Dialect;
import dev.parley.delivery.Frame;
import dev.parley.delivery.Opening;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What one contract over WebSocket has of its own; {@link WebSocketDoor} has what all share. Safe
 * for use by any number of threads.
 */
public interface Protocol {
  /** What is spoken. */
  Dialect dialect();

  /**
   * Who comes in. Without this method's own word, nobody comes in without a valid credential.
   *
   * @throws RefusedException where they may not
   */
  default Caller caller(Gate gate, HttpServletRequest request) {
    return gate.caller(request);
  }

  /**
   * What a client asks for by its query: what is wrong with that is noted with the parameters.
   * Asked when the handshake is looked at, and again when the connection opens. Whether the caller
   * may hear the topics is not asked here.
   *
   * @throws RefusedException where the caller may not ask for it
   */
  Opening opening(Caller caller, Parameters query);

  /**
   * Whether every client is upgraded and told why it is refused; else those alone that would not
   * see the answer to their handshake: browsers.
   */
  default boolean tellsEverybody(Refusal.Code code) {
    return false;
  }

  /** What somebody is told who cannot stay. */
  default Frame farewell(Refusal refusal) {
    return dialect().encode(refusal);
  }
}
