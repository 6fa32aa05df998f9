package dev.parley.delivery;

import dev.parley.vocabulary.ConnectionCommand;
import dev.parley.vocabulary.DurableEvent;
import dev.parley.vocabulary.LatestEvent;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.StreamedEvent;
import dev.parley.vocabulary.Topic;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One line of text a frame; counts its encodings, and can be made to fail or to have no word. */
public final class LineDialect implements Dialect {
  private final String name;
  private final AtomicInteger encodings = new AtomicInteger();
  private final AtomicInteger states = new AtomicInteger();
  private volatile Predicate<Publication> wordless = publication -> false;
  private volatile Predicate<Publication> failing = publication -> false;
  private volatile boolean failingStates;
  private volatile boolean beating;
  private volatile int padding;

  public LineDialect(String name) {
    this.name = name;
  }

  /** How many publications it has encoded. */
  public int encodings() {
    return encodings.get();
  }

  /** How many states it has encoded. */
  public int stateEncodings() {
    return states.get();
  }

  /** What it has no word for. */
  public LineDialect wordless(Predicate<Publication> which) {
    wordless = which;
    return this;
  }

  /** What it fails at. */
  public LineDialect failing(Predicate<Publication> which) {
    failing = which;
    return this;
  }

  /** Fails at states. */
  public LineDialect failingStates() {
    failingStates = true;
    return this;
  }

  /** Has a word for the heartbeat. */
  public LineDialect beating() {
    beating = true;
    return this;
  }

  /** Makes the frames of events longer. */
  public LineDialect padding(int characters) {
    padding = characters;
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable Frame encode(Publication publication) {
    encodings.incrementAndGet();
    if (failing.test(publication)) {
      throw new IllegalStateException("planted: cannot say " + publication);
    }
    if (wordless.test(publication)) {
      return null;
    }
    Topic topic = publication.topic();
    Position position = publication.position();
    String pad = " ".repeat(padding);
    return switch (publication.event()) {
      case DurableEvent.ActivityCompleted event ->
          new Frame("event " + event.activityId() + pad, "event", topic, position);
      case DurableEvent event -> new Frame("event " + event + pad, "event", topic, position);
      case LatestEvent.BoardChanged event ->
          Frame.of("board " + event.board().totalAgents() + pad, "board");
      case LatestEvent.BoardDelta event ->
          Frame.of("changes to " + event.board().totalAgents() + pad, "board");
      case LatestEvent event -> Frame.of("latest " + event.subject() + pad, "latest");
      case StreamedEvent.MessageChunk event ->
          Frame.of("chunk " + event.messageId() + " " + event.index() + pad, "chunk");
      case StreamedEvent.MessageFinished event ->
          Frame.of("finished " + event.messageId() + pad, "finished");
    };
  }

  @Override
  public @Nullable Frame encode(Notice notice) {
    return switch (notice) {
      case Notice.Established established ->
          Frame.of("established " + (established.resumed() ? "resumed" : "new"), "established");
      case Notice.State state -> {
        states.incrementAndGet();
        if (failingStates) {
          throw new IllegalStateException("planted: cannot say the state");
        }
        yield new Frame(
            "state " + place(state.topic(), state.position()),
            "state",
            state.topic(),
            state.position());
      }
      case Notice.Resync resync ->
          new Frame(
              "resync " + place(resync.topic(), resync.position()),
              "resync",
              resync.topic(),
              resync.position());
      case Notice.AuthExpiring expiring -> Frame.of("expiring", "expiring");
      case Notice.AuthRenewed renewed -> Frame.of("renewed", "renewed");
      case Notice.Heartbeat heartbeat -> beating ? Frame.of("beat", "beat") : null;
    };
  }

  private static String place(Topic topic, Position position) {
    return topic + "/" + position.epoch() + "/" + position.offset();
  }

  @Override
  public @Nullable Frame encode(Request request, Reply reply) {
    return Frame.of("reply " + reply, "reply");
  }

  @Override
  public Frame encode(Refusal refusal) {
    return Frame.of("refused " + refusal.code(), "refused");
  }

  @Override
  public Decoded decode(String frame) {
    return new Request(new ConnectionCommand.Ping(), null);
  }
}
