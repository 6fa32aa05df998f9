package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A live client: who it is, what it speaks, how far it has come on each of its topics, and what
 * waits for it. Made by {@link Hub#open}. Every public method may be called on any thread and
 * returns at once; the work is done by the connection's {@link Courier}.
 */
public final class Connection {
  private final String id;
  private final Core core;
  private final Loop loop;
  private final Tongue tongue;
  private final Outbox outbox;
  private final Watch watch;
  private final Courier courier;
  private final AtomicReference<@Nullable CloseCode> code = new AtomicReference<>();
  private final CompletableFuture<CloseCode> ended = new CompletableFuture<>();
  private final AtomicBoolean nudged = new AtomicBoolean();
  private volatile Caller caller;
  private volatile Filter filter;
  private volatile boolean newcomer = true;

  Connection(
      String id,
      Hub hub,
      Core core,
      Loop loop,
      Tongue tongue,
      Transport transport,
      Caller caller,
      Opening opening) {
    this.id = id;
    this.core = core;
    this.loop = loop;
    this.tongue = tongue;
    this.caller = caller;
    this.filter = opening.filter();
    this.outbox = new Outbox(core.settings(), core.meters());
    this.watch = new Watch(core.settings(), now());
    this.courier = new Courier(this, hub, core, loop, tongue, outbox, watch, transport, opening);
  }

  /** A name for logs, unique in this process. */
  public String id() {
    return id;
  }

  /** Who is connected, as of the newest credential. */
  public Caller caller() {
    return caller;
  }

  /** What is spoken. */
  public Dialect dialect() {
    return tongue.dialect();
  }

  /**
   * Sends an answer. Replies go out in the order of the calls, before the events that wait. A
   * connection whose replies nobody reads is closed as too slow. Does nothing once it is closed.
   */
  public void reply(Frame frame) {
    if (code.get() != null) {
      return;
    }
    if (!outbox.reply(frame)) {
      overflow();
    } else if (nudged.compareAndSet(false, true)) {
      loop.post(
          () -> {
            nudged.set(false);
            courier.mark();
          });
    }
  }

  /** Encodes and sends a notice like a reply; nothing where the dialect has no word for it. */
  public void tell(Notice notice) {
    Frame frame = tongue.encode(notice);
    if (frame != null) {
      reply(frame);
    }
  }

  /**
   * From now on only events that the filter admits; replies sent after this call are followed only
   * by such events. Events of which the newest counts are told anew.
   */
  public void subscribe(Filter newFilter) {
    filter = newFilter;
    newcomer = true;
  }

  /**
   * Hears a topic from there on, beside the others; where it is heard already, from there on
   * instead. Whoever calls this has checked that the caller may. Without a place to begin at, the
   * topic's state comes first; where the place cannot be continued, {@link Notice.Resync} and the
   * state.
   */
  public void listen(Opening.Subscription wanted) {
    loop.post(() -> courier.listen(wanted));
  }

  /**
   * Sends an answer, and hears a topic from there on if the caller may when it comes to it: whoever
   * asked before may have been dismissed meanwhile. What is heard from there on comes behind the
   * answer, and nothing else of that topic does.
   *
   * @param answer null for none
   * @param anew whether a topic that is heard already is heard from there on instead
   * @param mayHear asked on the delivery loop, must not block
   * @return completes on the delivery loop when that is so; an answer before that may come before
   *     this one
   */
  public CompletionStage<@Nullable Void> reply(
      @Nullable Frame answer, Opening.Subscription wanted, boolean anew, Predicate<Topic> mayHear) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    loop.post(
        () -> {
          // In one task, so that nothing is sent between the two.
          if (answer != null) {
            reply(answer);
          }
          courier.listen(wanted, anew, mayHear);
          done.complete(null);
        });
    return done;
  }

  /** Hears a topic no more. */
  public void unlisten(Topic topic) {
    loop.post(() -> courier.unlisten(topic));
  }

  /**
   * Hears no more what it may not hear, by what its caller may since {@link #renew}.
   *
   * @param mayHear asked on the delivery loop, must not block
   */
  public void unlistenBut(Predicate<Topic> mayHear) {
    loop.post(() -> courier.unlistenBut(mayHear));
  }

  /**
   * Sends the state of every topic once more. The state of position N is sent right after event N
   * and before event N+1, so that nothing is skipped or repeated: a connection that is behind gets
   * the events first, and the state as soon as it is level. A request while one waits is the same
   * request.
   */
  public void sendState() {
    loop.post(courier::askState);
  }

  /**
   * The client is alive: to be called for every inbound frame and pong, and by transports whose
   * clients cannot answer, when the network takes a sign of life.
   */
  public void heard() {
    watch.heard(now());
  }

  /** The client says that nobody sits before it now, or that somebody does. */
  public void idle(boolean idle) {
    core.attendance().idle(id, idle);
  }

  /**
   * Takes over a newer credential and tells the client {@link Notice.AuthRenewed}.
   *
   * @throws IllegalArgumentException if it is somebody else's
   */
  public void renew(Caller newer) {
    if (!newer.qualifiedId().equals(caller.qualifiedId())) {
      throw new IllegalArgumentException("a connection cannot change hands");
    }
    caller = newer;
    tell(new Notice.AuthRenewed(newer));
  }

  /**
   * Ends the connection: replies that wait go out if that is quick, then the transport is closed.
   * Events that wait are not sent. Where it is already being closed, the first code stays.
   */
  public void close(CloseCode why) {
    if (closeAs(why)) {
      loop.post(courier::closing);
    }
  }

  /** The container tells that the transport has ended, whoever ended it. */
  public void transportClosed() {
    loop.post(courier::end);
  }

  /**
   * Completes once when the transport has ended, or had time enough to: with the code the hub
   * closed it with, {@link CloseCode#NORMAL} where the client went by itself or the network broke.
   * Dependent actions must be quick: they run on the delivery loop.
   */
  public CompletionStage<CloseCode> ended() {
    return ended.minimalCompletionStage();
  }

  @Override
  public String toString() {
    return id;
  }

  /** When the client last gave a sign of life. On any thread. */
  long lastSign() {
    return watch.heardAt();
  }

  Courier courier() {
    return courier;
  }

  Filter filter() {
    return filter;
  }

  /** Why the connection is being closed, or null while it is not. */
  @Nullable CloseCode code() {
    return code.get();
  }

  /** Sets the code; false where there is one already. */
  boolean closeAs(CloseCode why) {
    return code.compareAndSet(null, why);
  }

  /** There is no room in the outbox. */
  void overflow() {
    core.meters().overflow();
    close(CloseCode.TOO_SLOW);
  }

  /** What counts as told is to be told anew. */
  void becomeNewcomer() {
    newcomer = true;
  }

  /** Whether what counts as told is to be told anew, asked once by an event with an audience. */
  boolean wasNewcomer(@Nullable Audience audience) {
    boolean was = audience != null && newcomer;
    if (was) {
      newcomer = false;
    }
    return was;
  }

  /** The transport has ended, or had time enough to. */
  void complete(CloseCode why) {
    ended.complete(why);
  }

  private long now() {
    return core.means().nanoTime().getAsLong();
  }
}
