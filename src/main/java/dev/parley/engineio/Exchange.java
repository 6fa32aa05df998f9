package dev.parley.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that is answered later, by any thread, without that one having to wait: bytes are
 * handed to the container only while it takes them.
 */
final class Exchange implements WriteListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** So much is handed over at once. */
  private static final int PIECE = 16 * 1024;

  private final AsyncContext async;
  private final HttpServletResponse response;
  private final ServletOutputStream out;
  private final Executor blocking;
  private final ReentrantLock lock = new ReentrantLock();

  private boolean completed;
  private boolean listens;
  private boolean writable;
  private boolean answered;
  private boolean ended;
  private byte[] body = new byte[0];
  private int handedOver;
  private @Nullable Runnable done;
  private @Nullable Runnable lost;

  private Exchange(AsyncContext async, HttpServletResponse response, Executor blocking)
      throws IOException {
    this.async = async;
    this.response = response;
    this.out = response.getOutputStream();
    this.blocking = blocking;
  }

  /**
   * To be called by the request's own thread.
   *
   * @param blocking runs what may wait for the container
   */
  static Exchange begin(HttpServletRequest request, HttpServletResponse response, Executor blocking)
      throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    Exchange exchange = new Exchange(async, response, blocking);
    async.addListener(exchange);
    return exchange;
  }

  /** Lets the container tell when it takes bytes; called by one of its threads. */
  void listen() {
    lock.lock();
    try {
      if (!listens) {
        listens = true;
        out.setWriteListener(this);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Who is told, once, if the client is gone before there was an answer. */
  void whenLost(Runnable action) {
    boolean gone;
    lock.lock();
    try {
      gone = ended;
      lost = action;
    } finally {
      lock.unlock();
    }
    if (gone) {
      tellLost();
    }
  }

  /** Answers with an error. */
  void refuse(EngineError error) {
    respond(error.status(), EngineError.JSON, error.body(), () -> {}, () -> {});
  }

  /**
   * Answers; only the first answer counts.
   *
   * @param onDone is told when the container has taken all of it
   * @param onLost is told instead if it will not
   */
  void respond(int status, String type, byte[] content, Runnable onDone, Runnable onLost) {
    boolean gone;
    lock.lock();
    try {
      if (answered) {
        return;
      }
      answered = true;
      gone = ended;
      lost = onLost;
      done = onDone;
      body = content;
      if (!gone) {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(content.length);
      }
    } finally {
      lock.unlock();
    }
    if (gone) {
      tellLost();
    } else {
      pump();
    }
  }

  @Override
  public void onWritePossible() {
    lock.lock();
    try {
      writable = true;
    } finally {
      lock.unlock();
    }
    pump();
  }

  /** Hands over what the container takes; it calls again when it takes more. */
  private void pump() {
    Runnable told;
    lock.lock();
    try {
      if (!answered || ended || !writable || !handOver()) {
        return;
      }
      ended = true;
      told = done;
    } catch (IOException | RuntimeException e) {
      LOG.atDebug().setCause(e).log("An answer could not be written");
      told = null;
    } finally {
      lock.unlock();
    }
    if (told == null) {
      fail();
    } else {
      finish();
      told.run();
    }
  }

  /** Whether the container has taken all of it. */
  private boolean handOver() throws IOException {
    while (out.isReady()) {
      if (handedOver == body.length) {
        return true;
      }
      int length = Math.min(PIECE, body.length - handedOver);
      out.write(body, handedOver, length);
      handedOver += length;
    }
    return false;
  }

  private void finish() {
    try {
      blocking.execute(this::complete);
    } catch (RejectedExecutionException e) {
      complete();
    }
  }

  /** Only where the container has not done so: by then the request may be another one. */
  private void complete() {
    lock.lock();
    try {
      if (completed) {
        return;
      }
      completed = true;
    } finally {
      lock.unlock();
    }
    try {
      async.complete();
    } catch (RuntimeException e) {
      LOG.atDebug().setCause(e).log("A request was gone before it was answered");
    }
  }

  /** Nothing more can be written. */
  private void fail() {
    if (end()) {
      finish();
      tellLost();
    }
  }

  private boolean end() {
    lock.lock();
    try {
      boolean first = !ended;
      ended = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  private void tellLost() {
    Runnable told;
    lock.lock();
    try {
      told = lost;
      lost = null;
    } finally {
      lock.unlock();
    }
    if (told != null) {
      told.run();
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.atDebug().setCause(failure).log("A client went while it was answered");
    abort();
  }

  /** Completed here and now: when this returns, the container does, where nobody else has. */
  private void abort() {
    if (end()) {
      complete();
      tellLost();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    lock.lock();
    try {
      completed = true;
    } finally {
      lock.unlock();
    }
    if (end()) {
      tellLost();
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    abort();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    abort();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
