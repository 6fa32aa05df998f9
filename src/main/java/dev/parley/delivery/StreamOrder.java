package dev.parley.delivery;

import dev.parley.vocabulary.StreamedEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far each message has come that is written while it is read, so that none of its chunks is
 * told twice, backwards or after its end. Forgets the messages of which nothing came for longest.
 * For one thread.
 */
final class StreamOrder {
  private static final int REMEMBERED = 4096;

  private final Map<String, Integer> last = new Latest();

  /** Whether the event comes after all that have come of its message; if so, it counts as come. */
  boolean follows(StreamedEvent event) {
    int index =
        switch (event) {
          case StreamedEvent.MessageChunk chunk -> chunk.index();
          case StreamedEvent.MessageFinished finished -> Integer.MAX_VALUE;
        };
    if (index <= last.getOrDefault(event.messageId(), -1)) {
      return false;
    }
    last.put(event.messageId(), index);
    return true;
  }

  private static final class Latest extends LinkedHashMap<String, Integer> {
    private static final long serialVersionUID = 1;

    private Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > REMEMBERED;
    }
  }
}
