package dev.parley.vocabulary;

/** An event without an offset of which only the newest counts: a newer one replaces it unsent. */
public sealed interface LatestEvent extends Event {

  /** What the event is about; of two events with one subject, the newer replaces the older. */
  String subject();

  /** The whole status board as it is now. */
  record BoardChanged(StatusBoard board) implements LatestEvent {
    @Override
    public String subject() {
      return "board";
    }
  }
}
