package dev.parley.vocabulary;

import java.util.List;

/** A command that concerns the asking connection alone. */
public sealed interface ConnectionCommand extends Command {

  /**
   * From now on only events that the filter admits.
   *
   * @param names the filter in the client's own words, told back to it
   */
  record Subscribe(Filter filter, List<String> names) implements ConnectionCommand {
    public Subscribe {
      names = List.copyOf(names);
    }
  }

  /** From now on everything. */
  record Unsubscribe() implements ConnectionCommand {}

  /** Is anybody there? */
  record Ping() implements ConnectionCommand {}

  /** The full state again. */
  record GetState() implements ConnectionCommand {}

  /** A newer credential of the same subject. */
  record Renew(String token) implements ConnectionCommand {
    @Override
    public String toString() {
      return "Renew[token=…]";
    }
  }
}
