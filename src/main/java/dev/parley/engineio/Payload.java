package dev.parley.engineio;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * Several packets in one body of long-polling. Read one by one, so that a body of very many small
 * ones costs no more than its own size.
 */
final class Payload {
  private static final char SEPARATOR = '\u001e';

  private final String encoded;
  private int next;

  /** To be read from the beginning. */
  Payload(String encoded) {
    this.encoded = encoded;
  }

  static String encode(List<Packet> packets) {
    return packets.stream()
        .map(Packet::encode)
        .collect(Collectors.joining(String.valueOf(SEPARATOR)));
  }

  /** Whether there is one more, be it malformed: an empty body has one, which is. */
  boolean hasNext() {
    return next <= encoded.length();
  }

  /**
   * The next packet.
   *
   * @throws MalformedPacketException if it is none
   * @throws NoSuchElementException after the last
   * @see Iterator#next
   */
  Packet next() throws MalformedPacketException {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int end = encoded.indexOf(SEPARATOR, next);
    if (end < 0) {
      end = encoded.length();
    }
    String packet = encoded.substring(next, end);
    next = end + 1;
    return Packet.decode(packet);
  }
}
