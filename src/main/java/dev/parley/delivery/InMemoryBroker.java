package dev.parley.delivery;

import dev.parley.vocabulary.Publication;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker of a hub that is alone: its listeners are in this process. They are called on the
 * publishing thread, one call at a time, before the publishing method returns.
 */
public final class InMemoryBroker implements Broker {
  private static final Logger LOG = LoggerFactory.getLogger(InMemoryBroker.class);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private boolean closed;

  @Override
  public synchronized void announce(Announcement announcement) {
    if (closed) {
      return;
    }
    for (Listener listener : listeners) {
      try {
        listener.announced(announcement);
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("a listener failed");
      }
    }
  }

  @Override
  public synchronized void publish(List<Publication> publications) {
    if (closed) {
      return;
    }
    List<Publication> copy = List.copyOf(publications);
    for (Listener listener : listeners) {
      try {
        listener.published(copy);
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("a listener failed");
      }
    }
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
