package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the hub tells one connection about that connection. */
public sealed interface Notice {

  /**
   * The connection is open; the first thing a client is told.
   *
   * @param caller who is connected
   * @param clientType what the client called itself
   * @param resumed whether missed events follow, instead of a state
   */
  record Established(Caller caller, String clientType, boolean resumed) implements Notice {}

  /** The whole state of a topic as of a position; the events after it follow. */
  record State(Topic topic, View view, Position position) implements Notice {}

  /** The feed cannot be continued where the client left it; the state at this position follows. */
  record Resync(Topic topic, Position position) implements Notice {}

  /** The credential ends soon. */
  record AuthExpiring(Instant expiresAt) implements Notice {}

  /** The newer credential was accepted. */
  record AuthRenewed(Caller caller) implements Notice {
    /** When it ends, or null when it does not. */
    public @Nullable Instant expiresAt() {
      return caller.expiresAt();
    }
  }

  /** A sign of life is due, for dialects that have a word for it beside the transport's own. */
  record Heartbeat() implements Notice {}
}
