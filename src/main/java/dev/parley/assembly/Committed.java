package dev.parley.assembly;

import dev.parley.delivery.Broker;
import dev.parley.journal.CommitListener;
import dev.parley.vocabulary.Publication;
import java.util.List;

/**
 * Tells the broker of what is durable.
 *
 * @param end what to do when another hub has taken over
 */
record Committed(Broker broker, Runnable end) implements CommitListener {
  @Override
  public void committed(long firstSeq, List<Publication> publications) {
    broker.announce(
        new Broker.Announcement(firstSeq, firstSeq + publications.size() - 1, publications));
  }

  @Override
  public void remarked(List<Publication> remarks) {
    broker.publish(remarks);
  }

  @Override
  public void superseded() {
    end.run();
  }
}
