package dev.parley.engineio;

/** What sessions are for. Nothing of it may wait; safe for use by any number of threads. */
public interface Application {

  /**
   * Whether a session may be opened: the place for limits by address and for the rule of web
   * origins. For a WebSocket it is asked before the upgrade and, with the first answer given back,
   * once more after it.
   */
  Admission admit(Handshake handshake);

  /**
   * A session was opened. What is sent now follows the handshake.
   *
   * @return what hears the client; told nothing before this has returned
   */
  Receiver opened(Session session);

  /** Whether a session may be opened. */
  sealed interface Admission {}

  /**
   * It may.
   *
   * @param release called once, when the session, or the attempt to open it, has ended
   */
  record Admitted(Runnable release) implements Admission {}

  /**
   * It may not.
   *
   * @param message what the client is told
   */
  record Refused(String message) implements Admission {}
}
