package dev.parley.socketio;

import dev.parley.engineio.Application.Admission;
import dev.parley.engineio.Handshake;
import java.util.concurrent.CompletionStage;

/** What sockets are for. Nothing of it may wait; safe for use by any number of threads. */
public interface SocketApplication {

  /** As {@link dev.parley.engineio.Application#admit}. */
  Admission admit(Handshake handshake);

  /**
   * Whether a client may be on a namespace: authorised first, and recovered, where it asks for
   * that, only then. A client that is answered too late has been closed meanwhile.
   */
  CompletionStage<ConnectAnswer> connect(ConnectRequest request);
}
