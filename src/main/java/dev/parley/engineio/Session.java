package dev.parley.engineio;

import dev.parley.engineio.SendQueue.Chunk;
import dev.parley.engineio.Transport.Farewell;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client, on whatever transport it is at the moment. Safe for use by any number of threads;
 * nothing waits.
 */
public final class Session {
  private enum State {
    OPEN,
    /** Nothing is heard any more; what waits to be sent, and the last word, still have to go. */
    CLOSING,
    CLOSED
  }

  /** How long something of a client may still come in that was sent before the end. */
  private static final Duration CROSSING = Duration.ofSeconds(1);

  private static final Completion NOBODY =
      new Completion() {
        @Override
        public void done() {}

        @Override
        public void failed(Throwable cause) {}
      };

  private final String id;
  private final Handshake handshake;
  private final EngineSettings settings;
  private final Runnable ended;
  private final ReentrantLock lock = new ReentrantLock();
  private final SendQueue queue = new SendQueue();
  private final Hearing hearing = new Hearing(() -> locked(() -> end(CloseReason.FAILED)));
  private final Heartbeat heartbeat;
  private final PollingTransport polling = new PollingTransport(this);
  private final PollingRequests requests = new PollingRequests(this, polling);
  private final Upgrade upgrade;
  private final Deadline deadline;

  private State state = State.OPEN;
  private Transport transport = polling;
  private Farewell farewell = Farewell.of(CloseReason.SERVER);
  private @Nullable Chunk inFlight;
  private @Nullable CloseReason why;
  private boolean flushing;

  /**
   * @param ended is called when nothing is left of the session
   */
  Session(
      String id,
      Handshake handshake,
      EngineSettings settings,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      Runnable ended) {
    this.id = id;
    this.handshake = handshake;
    this.settings = settings;
    this.ended = ended;
    this.heartbeat = new Heartbeat(settings, timer, nanoTime, this::heartbeatIsDue);
    this.upgrade = new Upgrade(polling, settings, timer, this::locked);
    this.deadline = new Deadline(timer);
  }

  /** Its id: whoever has it can speak for the client. */
  public String id() {
    return id;
  }

  /** The request that it began with. */
  public Handshake handshake() {
    return handshake;
  }

  /** The name of the transport that it is on: {@code polling} or {@code websocket}. */
  public String transport() {
    lock.lock();
    try {
      return transport == polling ? "polling" : "websocket";
    } finally {
      lock.unlock();
    }
  }

  /** Sends a message after those that were sent before. Where too many wait, the session ends. */
  public void send(Message message) {
    write(List.of(message), NOBODY);
  }

  /**
   * Sends messages in this order, with nothing between them.
   *
   * @param completion told once how it ended
   */
  public void write(List<Message> messages, Completion completion) {
    write(() -> messages, completion);
  }

  /**
   * The same with messages that are made when it is their turn, and of which none is made later
   * that is sent before them.
   *
   * @param composer is not called where the session has ended. It must not send
   */
  public void write(Supplier<List<Message>> composer, Completion completion) {
    locked(
        () -> {
          if (state == State.OPEN && queue.bytes() > settings.maxQueued()) {
            end(CloseReason.TOO_SLOW);
          }
          if (state != State.OPEN) {
            hearing.add(() -> completion.failed(new IOException("the session has ended")));
            return;
          }
          List<Message> messages = composer.get();
          if (messages.isEmpty()) {
            hearing.add(completion::done);
          } else {
            queue.add(messages, completion);
            flush();
          }
        });
  }

  /**
   * Ends the session when what was sent before has gone. The receiver is told now.
   *
   * @param code for the close frame of a WebSocket (RFC 6455, section 7.4)
   */
  public void close(int code, String reason) {
    Farewell last = new Farewell(PacketType.CLOSE, code, reason);
    locked(() -> beginClosing(CloseReason.SERVER, last, settings.closeTimeout()));
  }

  /** Ends the session at once; what waits to be sent is lost. */
  public void terminate(int code, String reason) {
    locked(
        () -> {
          Farewell last = new Farewell(PacketType.CLOSE, code, reason);
          if (state == State.OPEN && upgrade.isUnderWay()) {
            // Stock clients that lose the WebSocket in the middle of it wait in vain for very long.
            queue.clear(hearing::add);
            beginClosing(CloseReason.SERVER, last, CROSSING);
          } else {
            end(CloseReason.SERVER, last);
          }
        });
  }

  /**
   * Runs something in the order in which the receiver is told of the session, and never while it is
   * being told. Also after the session has ended.
   */
  public void execute(Runnable task) {
    hearing.addTask(task);
    drain();
  }

  /** Begins on long-polling; its first request is answered with the handshake alone. */
  void open(Application application) {
    start(application);
    locked(
        () -> {
          if (state == State.OPEN) {
            deadline.set(settings.openTimeout(), () -> locked(this::openTimedOut));
          }
        });
  }

  /** Begins on a WebSocket, on which the handshake is the first message. */
  void open(Application application, WebSocketTransport socket, String greeting) {
    lock.lock();
    try {
      transport = socket;
      queue.add(Packet.of(PacketType.OPEN, greeting));
      flush();
    } finally {
      lock.unlock();
    }
    start(application);
  }

  private void start(Application application) {
    locked(heartbeat::start);
    hearing.open(() -> application.opened(this));
  }

  /** What the client asks for by long-polling. */
  PollingRequests requests() {
    return requests;
  }

  /** Whether the client is on long-polling, if it is on anything. */
  boolean isOnPolling() {
    lock.lock();
    try {
      return transport == polling;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The client has come again; perhaps too late, and the timer has only not said so yet. Called
   * under the lock.
   */
  void clientCame() {
    if (state == State.OPEN) {
      deadline.clear();
    }
    if (heartbeat.isOverdue()) {
      end(CloseReason.HEARTBEAT_MISSED);
    }
  }

  /** Whether it was ended, and not by the client's own word. */
  boolean isBroken() {
    return state == State.CLOSED && why != CloseReason.CLIENT;
  }

  /** Whether it has ended. Asked under the lock. */
  boolean isClosed() {
    return state == State.CLOSED;
  }

  /** Whether it is on that transport. Asked under the lock. */
  boolean isOn(Transport asked) {
    return asked.equals(transport);
  }

  /** Somebody polls. Called under the lock. */
  void polled() {
    upgrade.polled();
    flush();
  }

  /** A WebSocket that wants to take over; tells whether it may try. */
  boolean probe(WebSocketTransport socket) {
    boolean[] begun = new boolean[1];
    locked(
        () -> {
          clientCame();
          begun[0] = state == State.OPEN && transport == polling && upgrade.begin(socket);
        });
    return begun[0];
  }

  /** A packet came in on a transport. */
  void received(Transport from, Packet packet) {
    locked(
        () -> {
          if (upgrade.isBy(from)) {
            if (upgrade.isComplete(packet)) {
              upgraded((WebSocketTransport) from);
            }
          } else if (from.equals(transport) && state == State.OPEN) {
            heartbeat.heard();
            receive(packet);
          }
        });
  }

  private void receive(Packet packet) {
    switch (packet.type()) {
      case MESSAGE -> hearing.tell(receiver -> receiver.message(packet.content()));
      case PONG -> heartbeat.answered();
      case CLOSE -> {
        queue.clear(hearing::add);
        beginClosing(CloseReason.CLIENT, Farewell.of(CloseReason.CLIENT), CROSSING);
      }
      case NOOP -> {}
      case OPEN, PING, UPGRADE -> end(CloseReason.PROTOCOL);
    }
  }

  private void upgraded(WebSocketTransport socket) {
    if (polling.isPosting()) {
      // It has not waited for its own request: what is in that one would come too late.
      socket.close(Farewell.of(CloseReason.PROTOCOL));
      end(CloseReason.PROTOCOL);
      return;
    }
    Exchange crossing = polling.take();
    if (crossing != null) {
      crossing.refuse(EngineError.BAD_REQUEST);
    }
    transport = socket;
    flush();
  }

  /** A message that no packet can be made of came in on a transport. */
  void broken(Transport from, CloseReason reason) {
    locked(
        () -> {
          if (upgrade.isBy(from)) {
            upgrade.end();
          } else if (from.equals(transport)) {
            end(reason);
          }
        });
  }

  /** A transport has gone. */
  void gone(Transport from) {
    broken(from, CloseReason.TRANSPORT);
  }

  /** What was sent has been accepted by the network. */
  void sent(Transport on, Chunk chunk) {
    locked(
        () -> {
          chunk.sent(hearing::add);
          on.arrived();
          if (inFlight == chunk) {
            inFlight = null;
          }
          flush();
        });
  }

  /** What was sent has been lost, and the transport with it. */
  void lost(Transport on, Chunk chunk, Throwable cause) {
    locked(
        () -> {
          chunk.lost(cause, hearing::add);
          gone(on);
        });
  }

  private void heartbeatIsDue() {
    locked(
        () -> {
          if (heartbeat.isMissed(this::ping)) {
            end(CloseReason.HEARTBEAT_MISSED);
          }
        });
  }

  private void ping() {
    queue.add(Packet.of(PacketType.PING));
    flush();
  }

  private void openTimedOut() {
    if (transport == polling && !polling.isPolled() && !polling.isPosting()) {
      end(CloseReason.NEVER_USED);
    }
  }

  /** Sends what can be sent. A loop, because a container may have taken a chunk at once. */
  private void flush() {
    if (flushing) {
      return;
    }
    flushing = true;
    while (state != State.CLOSED
        && transport.isWritable()
        && (state == State.CLOSING || !queue.isEmpty())) {
      Chunk chunk = queue.take(settings.maxPayload());
      if (state == State.CLOSING && queue.isEmpty()) {
        transport.sendLast(chunk, farewell);
        conclude();
      } else {
        inFlight = chunk;
        transport.send(chunk);
      }
    }
    flushing = false;
  }

  /**
   * @param patience how long what is left may take to go; on long-polling it needs another poll, or
   *     the end of an upgrade, and one of the client's may be on its way
   */
  private void beginClosing(CloseReason reason, Farewell last, Duration patience) {
    if (state == State.OPEN) {
      state = State.CLOSING;
      farewell = last;
      heartbeat.stop();
      closed(reason);
      flush();
      if (state == State.CLOSING) {
        deadline.set(patience, () -> locked(() -> end(reason)));
      }
    }
  }

  /** Ends it at once. Called under the lock. */
  void end(CloseReason reason) {
    end(reason, Farewell.of(reason));
  }

  private void end(CloseReason reason, Farewell last) {
    if (state == State.CLOSED) {
      return;
    }
    if (state == State.OPEN) {
      closed(reason);
    }
    transport.close(last);
    if (inFlight != null) {
      inFlight.lost(new IOException("the session was closed"), hearing::add);
    }
    queue.clear(hearing::add);
    conclude();
  }

  private void closed(CloseReason reason) {
    why = reason;
    hearing.tell(receiver -> receiver.closed(reason));
  }

  private void conclude() {
    state = State.CLOSED;
    heartbeat.stop();
    upgrade.end();
    deadline.clear();
    hearing.add(ended);
  }

  /** Decides something, and then lets everybody know who has to. */
  void locked(Runnable decision) {
    lock.lock();
    try {
      decision.run();
    } finally {
      lock.unlock();
    }
    drain();
  }

  private void drain() {
    if (!lock.isHeldByCurrentThread()) {
      hearing.drain();
    }
  }
}
