package dev.parley.administration;

import java.io.PrintWriter;
import java.util.List;

/** {@code restored}: begins a new epoch, so that who resumes is told that history was cut. */
public final class RestoredCommand {
  private RestoredCommand() {}

  /** Begins it in the store of a hub that is down, and prints it. */
  public static void run(StoppedHub.Settings settings, PrintWriter out)
      throws AdministrationException {
    try (StoppedHub hub = StoppedHub.open(settings, List.of(), List.of(), true)) {
      out.println("A new epoch has begun: " + hub.epoch());
    }
  }
}
