package dev.parley.collaboration;

import dev.parley.vocabulary.Session;

/** What a node keeps of an active session in memory. Not safe for use by several threads. */
final class SessionEntry {
  private final Session started;
  private Totals counts;
  private Session session;

  SessionEntry(Session session) {
    this.started = session;
    this.session = session;
    this.counts = new Totals(session.activityCount(), session.decisionCount());
  }

  /** A participant did that much. */
  void count(Totals more) {
    counts = counts.plus(more);
  }

  /** The session as it is shown; the same object until something changes. */
  Session session() {
    if (session.activityCount() != counts.activities()
        || session.decisionCount() != counts.decisions()) {
      session =
          new Session(
              started.sessionId(),
              started.participants(),
              started.sessionType(),
              started.startedAt(),
              counts.activities(),
              counts.decisions());
    }
    return session;
  }
}
