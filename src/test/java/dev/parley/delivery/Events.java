package dev.parley.delivery;

import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.StatusBoard;
import dev.parley.vocabulary.StreamedEvent;
import dev.parley.vocabulary.Topic;
import java.time.Instant;
import java.util.List;

/** Events without offset, for tests. */
final class Events {
  private Events() {}

  static Publication board(int agents) {
    StatusBoard board = new StatusBoard(agents, 0, 0, 0, List.of());
    return publication(new LatestEvent.BoardChanged(board));
  }

  static Publication chunk(String message, int index) {
    return publication(new StreamedEvent.MessageChunk(message, index, "text"));
  }

  static Publication finished(String message, int chunks) {
    return publication(new StreamedEvent.MessageFinished(message, chunks, "text"));
  }

  private static Publication publication(dev.parley.vocabulary.Event event) {
    return new Publication(Topic.COLLABORATION, event, Instant.EPOCH, null);
  }
}
