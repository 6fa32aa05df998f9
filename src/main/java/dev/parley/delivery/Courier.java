package dev.parley.delivery;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Event;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection does on its delivery loop: collects what waits, hands it to the transport one
 * write at a time, and ends. Touched by the loop alone, but for {@link #progressed} and {@link
 * #loop}.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Connection connection;
  private final Hub hub;
  private final Core core;
  private final Loop loop;
  private final Tongue tongue;
  private final Outbox outbox;
  private final Watch watch;
  private final Transport transport;
  private final Opening opening;
  private final Cursors cursors;

  private Phase phase = Phase.OPEN;
  private @Nullable Flight flight;
  private boolean established;
  private boolean dirty;
  private boolean dirtyLater;
  private long deadline;

  Courier(
      Connection connection,
      Hub hub,
      Core core,
      Loop loop,
      Tongue tongue,
      Outbox outbox,
      Watch watch,
      Transport transport,
      Opening opening) {
    this.connection = connection;
    this.hub = hub;
    this.core = core;
    this.loop = loop;
    this.tongue = tongue;
    this.outbox = outbox;
    this.watch = watch;
    this.transport = transport;
    this.opening = opening;
    this.cursors = new Cursors(hub.feeds(), loop);
  }

  private enum Phase {
    OPEN,
    /** Replies that wait may go out until the deadline. */
    CLOSING,
    /** The transport has been closed and may tell of its end until the deadline. */
    CLOSED,
    ENDED
  }

  Connection connection() {
    return connection;
  }

  Tongue tongue() {
    return tongue;
  }

  Loop loop() {
    return loop;
  }

  private long now() {
    return core.means().nanoTime().getAsLong();
  }

  /** A part of a write was taken. On any thread. */
  void progressed() {
    watch.progressed(now());
  }

  /** Begins. */
  void attach() {
    loop.add(this);
    if (loop.dead()) {
      abandon();
      return;
    }
    CloseCode closing = hub.closing();
    if (closing != null && connection.closeAs(closing)) {
      closing();
      return;
    }
    cursors.attach(this, core, opening.subscriptions());
    opening.subscriptions().forEach(subscription -> greet(subscription.topic()));
    mark();
  }

  /** The state is wanted once more. */
  void askState() {
    cursors.askState();
    mark();
  }

  /** Hears a topic from there on. */
  void listen(Opening.Subscription wanted) {
    if (phase == Phase.OPEN) {
      cursors.listen(this, core, wanted);
      greet(wanted.topic());
      mark();
    }
  }

  /** Hears a topic from there on, if it may; where it is heard already, only anew. */
  void listen(Opening.Subscription wanted, boolean anew, Predicate<Topic> mayHear) {
    if ((anew || !cursors.hears(wanted.topic())) && mayHear.test(wanted.topic())) {
      listen(wanted);
    }
  }

  /** What is told of that topic from now on is later than what this tells. */
  private void greet(Topic topic) {
    core.attendance()
        .listens(connection.id(), topic, present -> tell(new Entry(present, null), null));
  }

  /** Hears a topic no more. */
  void unlisten(Topic topic) {
    cursors.unlisten(topic);
  }

  /** Hears those topics no more that it may not. */
  void unlistenBut(Predicate<Topic> mayHear) {
    cursors.unlistenBut(mayHear);
  }

  /** Hears a topic from there on, unless it does already or does not rove there. */
  void rove(Opening.Subscription wanted) {
    BiPredicate<Caller, Topic> roving = opening.roving();
    if (roving != null
        && !cursors.hears(wanted.topic())
        && roving.test(connection.caller(), wanted.topic())) {
      listen(wanted);
    }
  }

  boolean roves() {
    return opening.roving() != null;
  }

  /** There may be something to send of that topic. */
  void mark(Cursor cursor) {
    cursors.mark(cursor);
    mark();
  }

  /**
   * The state was sent. It may be of another moment than what was told, so that changes since that
   * would not lead from it to the next one.
   */
  void stateSent() {
    if (opening.changesOnly()) {
      connection.becomeNewcomer();
    }
  }

  /** There may be something to send. */
  void mark() {
    if (!dirty) {
      dirty = true;
      loop.addDirty(this);
    }
  }

  /** There may be something to send in a while. */
  void drainLater() {
    if (!dirtyLater) {
      dirtyLater = true;
      loop.addLater(this);
    }
  }

  /** The while is over. */
  void drainNow() {
    dirtyLater = false;
    cursors.markAll();
    mark();
  }

  /** Hands what waits to the transport, if the transport has nothing in hand. */
  void drain() {
    dirty = false;
    if (flight != null || phase == Phase.CLOSED || phase == Phase.ENDED) {
      return;
    }
    Parcel parcel = new Parcel(core.settings());
    boolean more = false;
    if (phase == Phase.CLOSING) {
      outbox.replies(parcel);
    } else if (establish(parcel)) {
      outbox.replies(parcel);
      // Read after the replies were taken, so that the answer to a new filter comes before its
      // events.
      Filter admitted = connection.filter();
      boolean begunBefore = cursors.begun();
      if (begunBefore) {
        outbox.streamed(parcel, admitted);
      }
      more = cursors.fill(parcel, admitted);
      if (cursors.begun()) {
        outbox.latest(parcel, admitted, cursors::told);
        more |= !begunBefore;
      }
    }
    if (!parcel.isEmpty()) {
      send(parcel);
    } else if (phase == Phase.CLOSING) {
      release();
    } else if (more) {
      mark();
    }
  }

  private boolean establish(Parcel parcel) {
    if (established) {
      return true;
    }
    if (!cursors.decide()) {
      drainLater();
      return false;
    }
    Notice notice =
        new Notice.Established(connection.caller(), opening.clientType(), cursors.resumed());
    Frame frame = tongue.encode(notice);
    if (frame != null) {
      parcel.add(frame);
    }
    established = true;
    return true;
  }

  private void send(Parcel parcel) {
    send(parcel, true);
  }

  private void send(Parcel parcel, boolean isLife) {
    Flight departing = new Flight(this, isLife);
    flight = departing;
    watch.departs(now());
    tongue.delivered(parcel.count(), parcel.size());
    transport.write(parcel.frames(), departing);
  }

  /** That it can be sent is no sign of life: it asks for one. */
  private void beat() {
    Frame frame = established ? tongue.encode(new Notice.Heartbeat()) : null;
    if (frame != null) {
      Parcel parcel = new Parcel(core.settings());
      parcel.add(frame);
      send(parcel, false);
    }
  }

  /** A write has ended. */
  void landed(Flight landing, @Nullable Throwable failure) {
    if (flight != landing) {
      return;
    }
    flight = null;
    if (failure == null) {
      mark();
    } else {
      LOG.atDebug()
          .addKeyValue("connection", connection)
          .setCause(failure)
          .log("the connection broke");
      connection.closeAs(CloseCode.NORMAL);
      release();
    }
  }

  /** Takes an event without offset. */
  void tell(Entry entry, @Nullable Audience audience) {
    Event event = entry.publication().event();
    if (phase != Phase.OPEN || !connection.filter().admits(event, connection.caller())) {
      return;
    }
    if (connection.wasNewcomer(audience)) {
      outbox.tellAnew();
    }
    Publication publication = entry.publication();
    if (!outbox.isOf(audience, publication)) {
      return;
    }
    Entry said = opening.changesOnly() ? entry.since(outbox.told(publication)) : entry;
    if (said == null) {
      outbox.withdraw(publication);
      return;
    }
    Frame frame = said.frame(tongue);
    if (frame == null) {
      return;
    }
    if (outbox.offer(publication, frame, audience != null)) {
      mark();
    } else {
      connection.overflow();
    }
  }

  /** How many events the connection is behind. */
  long lag() {
    return cursors.lag();
  }

  /** Looks at the clock. */
  void tick() {
    long now = now();
    if (phase == Phase.CLOSING && now - deadline >= 0) {
      release();
    } else if (phase == Phase.CLOSED && now - deadline >= 0) {
      end();
    } else if (phase == Phase.OPEN) {
      watchOver(now);
    }
  }

  private void watchOver(long now) {
    Instant time = core.means().clock().instant();
    CloseCode verdict = watch.verdict(now, flight != null, connection.caller(), time);
    if (verdict == null && flight != null && cursors.fallenBehind(core.settings().maxLag())) {
      verdict = CloseCode.TOO_SLOW;
    }
    if (verdict != null) {
      connection.close(verdict);
      return;
    }
    Instant end = watch.expiryToTell(connection.caller(), time);
    if (end != null) {
      connection.tell(new Notice.AuthExpiring(end));
    }
    if (flight == null && watch.pingDue(now)) {
      transport.ping();
      beat();
    }
  }

  /** The code has been set: what waits is dropped but for the replies. */
  void closing() {
    if (phase != Phase.OPEN) {
      return;
    }
    phase = Phase.CLOSING;
    cursors.detach();
    outbox.dropEvents();
    CloseCode why = connection.code();
    boolean hopeless =
        why == CloseCode.TOO_SLOW || why == CloseCode.HEARTBEAT_MISSED || why == CloseCode.INTERNAL;
    if (hopeless) {
      release();
    } else {
      deadline = now() + core.settings().flushTimeout().toNanos();
      mark();
    }
  }

  /** Something in here failed. */
  void crash() {
    connection.closeAs(CloseCode.INTERNAL);
    if (phase == Phase.OPEN || phase == Phase.CLOSING) {
      release();
    }
  }

  /** The hub ends. */
  void abandon() {
    connection.closeAs(CloseCode.GOING_AWAY);
    release();
    end();
  }

  private void release() {
    if (phase == Phase.CLOSED || phase == Phase.ENDED) {
      return;
    }
    phase = Phase.CLOSED;
    deadline = now() + core.settings().releaseTimeout().toNanos();
    letGo();
    CloseCode why = connection.code();
    try {
      transport.close(why == null ? CloseCode.NORMAL : why);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("connection", connection)
          .setCause(e)
          .log("a transport failed to close");
    }
  }

  void end() {
    if (phase == Phase.ENDED) {
      return;
    }
    phase = Phase.ENDED;
    connection.closeAs(CloseCode.NORMAL);
    letGo();
    loop.remove(this);
    CloseCode why = connection.code();
    hub.ended(connection.id(), tongue, transport, why == null ? CloseCode.NORMAL : why);
    connection.complete(why == null ? CloseCode.NORMAL : why);
  }

  private void letGo() {
    cursors.detach();
    outbox.clear();
    flight = null;
  }
}
