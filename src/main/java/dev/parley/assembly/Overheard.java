package dev.parley.assembly;

import dev.parley.collaboration.StatusModel;
import dev.parley.delivery.Broker;
import dev.parley.vocabulary.Publication;
import java.util.List;

/**
 * Lets what is in memory follow what is said and not kept, on whatever node.
 *
 * @param status follows what is said of agents
 */
record Overheard(StatusModel status) implements Broker.Listener {
  @Override
  public void announced(Broker.Announcement announcement) {
    // What is kept comes to the models by the journal.
  }

  @Override
  public void published(List<Publication> publications) {
    status.remarked(publications);
  }
}
