package dev.parley.switchboard;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts live connections per user, and per address for those without a credential. Safe for use by
 * any number of threads. Agents (by owner or by role), services and administrators are not counted.
 */
public final class ConnectionLimits {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final LimitSettings settings;
  private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

  public ConnectionLimits(LimitSettings settings) {
    this.settings = settings;
  }

  /**
   * Takes a place for one more connection.
   *
   * @param address the peer's address as text
   */
  public Admission admit(Caller caller, String address) {
    return switch (caller.kind()) {
      case AGENT, SERVICE -> new Admission.Admitted(() -> {});
      case USER ->
          caller.holds(Role.AGENT)
              ? new Admission.Admitted(() -> {})
              : admit(
                  caller.qualifiedId(),
                  perUser(caller),
                  "This user has as many connections as are allowed, ");
      case ANONYMOUS ->
          admit(
              "address:" + address,
              settings.connectionsPerAddress(),
              "This address has as many connections without a credential as are allowed, ");
    };
  }

  private int perUser(Caller caller) {
    double allowed = settings.connectionsPerUser() * settings.multiplier(caller.plan());
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.floor(allowed)));
  }

  private Admission admit(String counted, int limit, String refusal) {
    AtomicBoolean admitted = new AtomicBoolean();
    open.compute(
        counted,
        (name, count) -> {
          int before = count == null ? 0 : count;
          admitted.set(before < limit);
          return before < limit ? Integer.valueOf(before + 1) : count;
        });
    if (!admitted.get()) {
      return new Admission.Refused(
          new Refusal(
              Refusal.Code.RATE_LIMITED, refusal + limit + ".", RETRY_AFTER, List.of(), null));
    }
    AtomicBoolean closed = new AtomicBoolean();
    return new Admission.Admitted(
        () -> {
          if (closed.compareAndSet(false, true)) {
            open.computeIfPresent(
                counted, (name, count) -> count == 1 ? null : Integer.valueOf(count - 1));
          }
        });
  }

  /** How many users and addresses are counted now; none is kept without a connection. */
  int counted() {
    return open.size();
  }
}
