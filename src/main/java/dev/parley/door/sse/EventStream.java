package dev.parley.door.sse;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Frame;
import dev.parley.delivery.Transport;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One response of server-sent events as the hub writes to it. Nothing blocks: bytes are handed to
 * the container only while it takes them, and it tells when it takes more. A client of this kind
 * never answers, so a comment that was accepted counts as its sign of life.
 */
final class EventStream implements Transport, WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** So much is handed over at once; each piece that is accepted is progress. */
  private static final int PIECE = 16 * 1024;

  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);
  private static final Completion NOBODY =
      new Completion() {
        @Override
        public void done() {}

        @Override
        public void failed(Throwable cause) {}
      };

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final Executor blocking;
  private final Runnable alive;
  private final ReentrantLock lock = new ReentrantLock();

  private Cursor cursor;
  private byte[] bytes;
  private int sent;
  private boolean unflushed;
  private boolean commentWaits;
  private boolean busy;
  private boolean ended;
  private @Nullable Completion completion;

  /**
   * @param cursor where the client is
   * @param preamble what is sent before all else
   * @param blocking runs what may wait for the container
   * @param alive is told when the client has taken a comment
   */
  EventStream(
      AsyncContext async,
      ServletOutputStream out,
      Cursor cursor,
      String preamble,
      Executor blocking,
      Runnable alive) {
    this.async = async;
    this.out = out;
    this.cursor = cursor;
    this.blocking = blocking;
    this.alive = alive;
    this.bytes = preamble.getBytes(StandardCharsets.UTF_8);
    this.busy = true;
  }

  @Override
  public void write(List<Frame> frames, Completion told) {
    lock.lock();
    try {
      StringBuilder text = new StringBuilder();
      frames.forEach(frame -> append(frame, text));
      byte[] encoded = text.toString().getBytes(StandardCharsets.UTF_8);
      completion = told;
      if (busy) {
        // The preamble or a comment is on its way: the frames follow it.
        byte[] both = new byte[bytes.length - sent + encoded.length];
        System.arraycopy(bytes, sent, both, 0, bytes.length - sent);
        System.arraycopy(encoded, 0, both, bytes.length - sent, encoded.length);
        bytes = both;
        sent = 0;
        return;
      }
      bytes = encoded;
      sent = 0;
      busy = true;
    } finally {
      lock.unlock();
    }
    pump();
  }

  @Override
  public String kind() {
    return "sse";
  }

  /** A comment: it keeps proxies and clients from giving up, and finds out whether they have. */
  @Override
  public void ping() {
    lock.lock();
    try {
      if (busy || ended) {
        return;
      }
      bytes = COMMENT;
      sent = 0;
      commentWaits = true;
      busy = true;
    } finally {
      lock.unlock();
    }
    pump();
  }

  /**
   * There is no code to tell here: the response ends, and the client asks again and is told why.
   */
  @Override
  public void close(CloseCode code) {
    if (end()) {
      try {
        blocking.execute(this::complete);
      } catch (RejectedExecutionException e) {
        LOG.atDebug().setCause(e).log("The hub stops; the container closes what is left");
      }
    }
  }

  @Override
  public void onWritePossible() {
    pump();
  }

  @Override
  public void onError(Throwable failure) {
    fail(failure);
  }

  /** The container tells that the response has ended. */
  boolean end() {
    lock.lock();
    try {
      boolean first = !ended;
      ended = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has ended, by either side. */
  boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Hands over what the container takes; told again by {@link #onWritePossible} when it stops. */
  private void pump() {
    Completion finished = null;
    boolean comment = false;
    lock.lock();
    try {
      while (busy && !ended && out.isReady()) {
        if (sent < bytes.length) {
          int length = Math.min(PIECE, bytes.length - sent);
          out.write(bytes, sent, length);
          sent += length;
          unflushed = true;
          if (completion != null && sent < bytes.length) {
            completion.progressed();
          }
        } else if (unflushed) {
          out.flush();
          unflushed = false;
        } else {
          busy = false;
          finished = completion == null ? NOBODY : completion;
          completion = null;
          comment = commentWaits;
          commentWaits = false;
        }
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
      return;
    } finally {
      lock.unlock();
    }
    if (comment) {
      alive.run();
    }
    if (finished != null) {
      finished.done();
    }
  }

  private void fail(Throwable cause) {
    abandon(cause);
    close(CloseCode.NORMAL);
  }

  private void complete() {
    try {
      async.complete();
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("A stream of events was gone before it was closed");
    }
    abandon(new IOException("the stream of events was closed"));
  }

  /** Tells a write that is under way, if there is one, that it will not end. */
  private void abandon(Throwable cause) {
    Completion failing;
    lock.lock();
    try {
      failing = completion;
      completion = null;
    } finally {
      lock.unlock();
    }
    if (failing != null) {
      failing.failed(cause);
    }
  }

  private void append(Frame frame, StringBuilder text) {
    Topic topic = frame.topic();
    Position position = frame.position();
    if (topic != null && position != null) {
      cursor = cursor.at(topic, position);
      text.append("id: ").append(cursor.text()).append('\n');
    }
    // JSON of ours has no line breaks: it is one line of data.
    text.append("event: ").append(frame.type()).append('\n');
    text.append("data: ").append(frame.text()).append("\n\n");
  }
}
