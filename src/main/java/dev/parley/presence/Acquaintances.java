package dev.parley.presence;

import dev.parley.journal.Model;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.RoomEvent.MemberAdded;
import jakarta.persistence.EntityManager;

/**
 * Follows who comes to belong to which room, so that they are told of each other. Keeps nothing; to
 * be told of a batch after the model that knows who belongs where.
 */
public final class Acquaintances implements Model {
  private final Attendants attendants;

  /** Nobody has joined. */
  public Acquaintances(Attendants attendants) {
    this.attendants = attendants;
  }

  @Override
  public void load(EntityManager database, Heads log) {
    // Who connects is told of those who are there.
  }

  @Override
  public void apply(Iterable<Publication> publications) {
    for (Publication publication : publications) {
      if (publication.event() instanceof MemberAdded added) {
        attendants.joined(added.roomId(), added.member().userId());
      }
    }
  }
}
