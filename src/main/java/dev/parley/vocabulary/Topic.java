package dev.parley.vocabulary;

import java.util.Locale;
import java.util.Optional;

/**
 * The address of a gap-free feed. Its durable events have the offsets 1, 2, 3 and so on.
 *
 * @param kind which feed
 * @param id the part behind the colon; empty for the kinds of which there is one
 */
public record Topic(Kind kind, String id) {

  /** What agents do, remember and decide. */
  public static final Topic COLLABORATION = new Topic(Kind.COLLABORATION, "");

  /** What everybody is told. */
  public static final Topic GLOBAL = new Topic(Kind.GLOBAL, "");

  /**
   * What the agents are up to, each at its newest: nothing durable is said here, so there is
   * nothing to resume.
   */
  public static final Topic AGENTS = new Topic(Kind.AGENTS, "");

  /** How users are there, each at its newest: nothing durable is said here either. */
  public static final Topic PRESENCE = new Topic(Kind.PRESENCE, "");

  /** Keys and their revocation: for the hub's nodes alone, never for a client. */
  public static final Topic IDENTITY = new Topic(Kind.IDENTITY, "");

  /** Where one user is told what is for that user alone. */
  public static Topic ofUser(String userId) {
    return new Topic(Kind.USER, userId);
  }

  /** Where those who watch it are told how it stands with what is being made. */
  public static Topic ofContent(String contentId) {
    return new Topic(Kind.CONTENT, contentId);
  }

  /**
   * Where a caller is told what is for that caller alone: {@code user:<id>}, {@code agent:<id>} or
   * {@code service:<id>}, for those of one id are three.
   *
   * @throws IllegalArgumentException if it is nobody
   */
  public static Topic of(Caller caller) {
    return of(caller.kind(), caller.id());
  }

  /** The same, of a caller's kind and id. */
  public static Topic of(Caller.Kind kind, String id) {
    return switch (kind) {
      case USER -> new Topic(Kind.USER, id);
      case AGENT -> new Topic(Kind.AGENT, id);
      case SERVICE -> new Topic(Kind.SERVICE, id);
      case ANONYMOUS -> throw new IllegalArgumentException("nobody is told anything");
    };
  }

  /** The kinds of topics. */
  public enum Kind {
    COLLABORATION(true),
    ROOM(false),
    USER(false),
    AGENT(false),
    SERVICE(false),
    CONTENT(false),
    GLOBAL(true),
    AGENTS(true),
    PRESENCE(true),
    IDENTITY(true);

    private final boolean single;

    Kind(boolean single) {
      this.single = single;
    }
  }

  public Topic {
    if (kind.single != id.isEmpty()) {
      throw new IllegalArgumentException("topic " + kind + " with id '" + id + "'");
    }
  }

  /** The name on the wire and in the database: {@code collaboration}, {@code room:x}. */
  public String name() {
    String prefix = kind.name().toLowerCase(Locale.ROOT);
    return kind.single ? prefix : prefix + ":" + id;
  }

  /** The topic of that name; empty where the name is not one. */
  public static Optional<Topic> parse(String name) {
    int colon = name.indexOf(':');
    String prefix = colon < 0 ? name : name.substring(0, colon);
    String id = colon < 0 ? "" : name.substring(colon + 1);
    return WireNames.find(Kind.values(), kind -> kind.name().toLowerCase(Locale.ROOT), prefix)
        .filter(kind -> kind.single == (colon < 0) && kind.single == id.isEmpty())
        .map(kind -> new Topic(kind, id));
  }

  @Override
  public String toString() {
    return name();
  }
}
