package dev.parley.engineio;

/** What a client of long-polling asks for: its polls, and the bodies with what it has to say. */
final class PollingRequests {
  private final Session session;
  private final PollingTransport polling;

  PollingRequests(Session session, PollingTransport polling) {
    this.session = session;
    this.polling = polling;
  }

  /** A request that asks for what there is to be heard; where one waits, the session ends. */
  void poll(Exchange exchange) {
    session.locked(
        () -> {
          session.clientCame();
          boolean here = session.isOn(polling);
          if (here && polling.isPolled()) {
            session.end(CloseReason.PROTOCOL);
            exchange.refuse(EngineError.BAD_REQUEST);
          } else if (!here || session.isClosed()) {
            exchange.refuse(here ? EngineError.UNKNOWN_SID : EngineError.BAD_REQUEST);
          } else {
            polling.begin(exchange);
            exchange.whenLost(() -> lost(exchange));
            session.polled();
          }
        });
  }

  /** A poll has gone that was waiting: what comes next is no successor of it. */
  private void lost(Exchange exchange) {
    session.locked(
        () -> {
          if (polling.isPolledBy(exchange)) {
            polling.take();
            session.end(CloseReason.TRANSPORT);
          }
        });
  }

  /** Whether a body may be received now; where another one is, the session ends. */
  boolean begin() {
    boolean[] begun = new boolean[1];
    session.locked(
        () -> {
          session.clientCame();
          if (polling.isPosting()) {
            session.end(CloseReason.PROTOCOL);
          }
          if (!session.isClosed() && session.isOn(polling)) {
            polling.setPosting(true);
            begun[0] = true;
          }
        });
    return begun[0];
  }

  /** A body was received. Tells whether all of it was heard; where it was not, the session ends. */
  boolean received(Payload payload) {
    boolean[] heard = new boolean[1];
    try {
      while (payload.hasNext()) {
        session.received(polling, payload.next());
      }
      session.locked(() -> heard[0] = !session.isBroken());
    } catch (MalformedPacketException e) {
      session.locked(() -> session.end(CloseReason.PROTOCOL));
    } finally {
      session.locked(() -> polling.setPosting(false));
    }
    return heard[0];
  }

  /** A body was not received to its end, or should not have been: the session ends. */
  void failed(CloseReason reason) {
    session.locked(
        () -> {
          polling.setPosting(false);
          session.end(reason);
        });
  }

  /** A body was too large, and was not looked at: the client may have something smaller to say. */
  void refused() {
    session.locked(() -> polling.setPosting(false));
  }
}
