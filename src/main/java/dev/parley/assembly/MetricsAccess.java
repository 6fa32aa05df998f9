package dev.parley.assembly;

import dev.parley.door.Gate;
import dev.parley.door.Problem;
import dev.parley.door.RefusedException;
import dev.parley.identity.LoopbackRule;
import dev.parley.operations.Metrics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Who may see the metrics: everybody on loopback, or everywhere where that is configured; else
 * whoever has a credential. A bad one is refused everywhere.
 *
 * @param open whether everybody may
 */
record MetricsAccess(Gate gate, boolean open) implements Metrics.Access {
  @Override
  public boolean permits(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean needsNone = open || LoopbackRule.admits(gate.origin(request));
    if (needsNone && gate.isWithoutCredential(request)) {
      return true;
    }
    try {
      gate.caller(request);
      return true;
    } catch (RefusedException e) {
      gate.refused(e.refusal().code());
      Problem.of(e.refusal(), request.getRequestURI()).send(request, response);
      return false;
    }
  }
}
