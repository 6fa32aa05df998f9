package dev.parley.identity;

import dev.parley.vocabulary.Caller;
import java.util.Set;

/** Services that the hub itself is; no key can be owned by them. */
final class ReservedNames {

  /** The service that the administrator's first key acts as. */
  static final String BOOTSTRAP = "bootstrap";

  private static final Set<String> SERVICES = Set.of(BOOTSTRAP, Caller.HUB.id());

  private ReservedNames() {}

  static boolean contains(Caller.Kind kind, String id) {
    return kind == Caller.Kind.SERVICE && SERVICES.contains(id);
  }
}
