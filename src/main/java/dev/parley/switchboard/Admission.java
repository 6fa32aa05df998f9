package dev.parley.switchboard;

import dev.parley.vocabulary.Refusal;

/** Whether one more connection is let in. */
public sealed interface Admission {

  /** It is; the lease is to be closed when the connection ends. */
  record Admitted(Lease lease) implements Admission {}

  /** It is not: {@code rate_limited}. */
  record Refused(Refusal refusal) implements Admission {}

  /** A connection's place. Closing it gives the place back; closing it again does nothing. */
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }
}
