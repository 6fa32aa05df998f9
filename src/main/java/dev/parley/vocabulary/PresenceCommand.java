package dev.parley.vocabulary;

/** What one can ask for about one's own presence. */
public sealed interface PresenceCommand extends DurableCommand {

  /**
   * The caller, a user, is there like that. {@code Done}. {@code busy} and {@code offline} hold on
   * all devices until something else is said; {@code online} and {@code away} end that and are the
   * device's own, which its connection carries out.
   */
  record SetPresence(PresenceStatus status) implements PresenceCommand {}
}
