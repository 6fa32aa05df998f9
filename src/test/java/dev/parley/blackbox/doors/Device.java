package dev.parley.blackbox.doors;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/**
 * One device of somebody: does its acts one after another, and repeats each until it is answered,
 * over as many connections as that takes. For one thread.
 */
abstract class Device implements AutoCloseable {
  private static final int PATIENCE = 200;

  final Meeting meeting;
  final String userId;
  final String credential;
  private final String name;
  private final TreeMap<String, Own> said = new TreeMap<>();
  private long read;
  private int count;

  /** A message of this device: its id, and how it reads now; null where it is deleted. */
  private record Own(String messageId, String text) {}

  /** What there is to do. */
  enum Act {
    SAY,
    SAY_AND_DROP,
    DROP,
    READ,
    EDIT,
    DELETE,
    REACT,
    BUSY,
    ONLINE
  }

  /** A connection is gone; what was asked may have been done or not. */
  static final class Lost extends IOException {
    private static final long serialVersionUID = 1L;

    Lost(String message) {
      super(message);
    }
  }

  /** It was refused for now. */
  static final class Later extends IOException {
    private static final long serialVersionUID = 1L;

    /** In milliseconds. */
    final long after;

    Later(long after) {
      super("later");
      this.after = after;
    }
  }

  Device(Meeting meeting, String userId, String credential, String name) {
    this.meeting = meeting;
    this.userId = userId;
    this.credential = credential;
    this.name = name;
  }

  /** Asks once; for what was said, answers the message's id. */
  interface Attempt {
    String run() throws Exception;
  }

  /** Does them all. */
  void run(List<Act> acts) throws Exception {
    for (Act act : acts) {
      switch (act) {
        case SAY -> say(false);
        case SAY_AND_DROP -> say(true);
        case DROP -> drop();
        case READ -> {
          long offset = seen();
          until(() -> read(offset));
          read = Math.max(read, offset);
        }
        case EDIT -> edit();
        case DELETE -> delete();
        case REACT -> react();
        case BUSY -> until(() -> present("busy"));
        case ONLINE -> until(() -> present("online"));
      }
    }
  }

  private void say(boolean dropped) throws Exception {
    String clientMessageId = name + "-" + ++count;
    if (dropped) {
      sayAndDrop(clientMessageId, clientMessageId);
    }
    int[] tries = {0};
    String messageId =
        until(
            () ->
                say(
                    meeting.fault() == Meeting.Fault.NEW_NAME && dropped
                        ? clientMessageId + "." + ++tries[0]
                        : clientMessageId,
                    clientMessageId));
    said.put(clientMessageId, new Own(messageId, clientMessageId));
  }

  private void edit() throws Exception {
    if (!said.isEmpty() && said.lastEntry().getValue().text() != null) {
      var last = said.lastEntry();
      String text = last.getValue().text() + "!";
      until(() -> edit(last.getValue().messageId(), text));
      said.put(last.getKey(), new Own(last.getValue().messageId(), text));
    }
  }

  private void delete() throws Exception {
    if (!said.isEmpty() && said.firstEntry().getValue().text() != null) {
      var first = said.firstEntry();
      until(() -> delete(first.getValue().messageId()));
      said.put(first.getKey(), new Own(first.getValue().messageId(), null));
    }
  }

  private void react() throws Exception {
    List<Transcript.Line> lines = transcript().lines();
    if (!lines.isEmpty()) {
      until(() -> react(lines.getLast().messageId(), "👍"));
    }
  }

  /** Repeats it until it is answered. */
  static String until(Attempt attempt) throws Exception {
    for (int i = 0; i < PATIENCE; i++) {
      try {
        return attempt.run();
      } catch (Later later) {
        Thread.sleep(later.after);
      } catch (Lost lost) {
        // Once more.
      }
    }
    throw new Transcript.Violation("is never answered");
  }

  /** The texts of its messages as they should read now. */
  List<String> texts() {
    return said.values().stream().map(Own::text).filter(text -> text != null).toList();
  }

  /** Up to where it has marked as read. */
  long read() {
    return read;
  }

  /** Says it, without waiting for an answer, and loses the connection. */
  abstract void sayAndDrop(String clientMessageId, String text) throws Exception;

  abstract String say(String clientMessageId, String text) throws Exception;

  abstract String edit(String messageId, String text) throws Exception;

  abstract String delete(String messageId) throws Exception;

  /** It may be gone by now. */
  abstract String react(String messageId, String emoji) throws Exception;

  abstract String read(long offset) throws Exception;

  /** Users alone are there in some way. */
  abstract String present(String status) throws Exception;

  /** Waits until it was told that somebody is there like that; nothing where it is told nothing. */
  abstract void awaitPresence(String other, String status) throws Exception;

  /** Loses the connection. */
  abstract void drop();

  /** The offset of the last event that it has seen. */
  abstract long seen() throws Exception;

  abstract Transcript transcript() throws Exception;

  /** Whether it is told of reactions. */
  boolean hearsReactions() {
    return true;
  }

  /** Hears everything up to that offset, however often it has to connect. */
  abstract void reach(long offset) throws Exception;

  @Override
  public abstract void close();

  @Override
  public String toString() {
    return name;
  }
}
