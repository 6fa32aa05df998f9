package dev.parley.delivery;

import dev.parley.vocabulary.Command;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import org.jspecify.annotations.Nullable;

/**
 * One protocol's words for what the hub says and hears: a codec without state and without rules of
 * the domain. There is one instance per protocol, used by any number of threads at once.
 */
public interface Dialect {

  /** The name in metrics and logs, for example {@code collaboration}. */
  String name();

  /**
   * The frame of a publication; the hub calls it once per publication, however many connections
   * there are. Switches over the events without a default branch.
   *
   * @return null where this dialect has no word for the event
   */
  @Nullable Frame encode(Publication publication);

  /** The frame of a notice, or null where this dialect has no word for it. */
  @Nullable Frame encode(Notice notice);

  /** The frame that answers a request, or null where this dialect does not answer it. */
  @Nullable Frame encode(Request request, Reply reply);

  /** The frame that refuses what could not even be read. */
  Frame encode(Refusal refusal);

  /**
   * The same, where the client's own name of the request could be read; for protocols that have
   * such names.
   */
  default Frame encode(Refusal refusal, @Nullable String requestId) {
    return encode(refusal);
  }

  /** Reads a client's frame. Never throws: what is wrong is told as a refusal. */
  Decoded decode(String frame);

  /** What a client's frame was. */
  sealed interface Decoded {}

  /**
   * A client asks for something.
   *
   * @param requestId the client's own name of the request, for the answer; null where it gave none
   */
  record Request(Command command, @Nullable String requestId) implements Decoded {}

  /**
   * The frame says nothing that this dialect knows.
   *
   * @param requestId the client's own name of the request, where it could be read
   */
  record Unreadable(Refusal refusal, @Nullable String requestId) implements Decoded {
    /** Without a name. */
    public Unreadable(Refusal refusal) {
      this(refusal, null);
    }
  }
}
