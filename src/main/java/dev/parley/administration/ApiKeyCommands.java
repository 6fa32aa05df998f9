package dev.parley.administration;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code api-key create}, {@code list} and {@code revoke}. What a script wants goes to the standard
 * output, what only people want to the other.
 */
public final class ApiKeyCommands {
  private static final List<String> HEADINGS =
      List.of("ID", "OWNER", "ROLES", "NAME", "CREATED", "EXPIRES", "REVOKED");

  private final ApiKeys keys;
  private final InstantSource clock;
  private final PrintWriter out;
  private final PrintWriter err;

  /** Commands about those keys. */
  public ApiKeyCommands(ApiKeys keys, InstantSource clock, PrintWriter out, PrintWriter err) {
    this.keys = keys;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** Prints the key that it has made. */
  public void create(Parameters parameters) throws AdministrationException {
    Parameters.Owner owner = parameters.owner("owner");
    Duration lifetime = parameters.duration("expires");
    Instant end = lifetime == null ? null : clock.instant().plus(lifetime);
    String key =
        keys.create(
            owner.kind(),
            owner.id(),
            parameters.roles("roles"),
            parameters.optionalId("name"),
            end == null ? null : end.truncatedTo(ChronoUnit.SECONDS));
    out.println(key);
    err.println("This is the only time that the key is shown.");
  }

  /** Prints a table. */
  public void list() throws AdministrationException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    for (ApiKeys.Shown key : keys.list()) {
      rows.add(
          List.of(
              key.id(),
              key.owner(),
              String.join(",", key.roles()),
              key.name() == null ? "-" : key.name(),
              time(key.createdAt()),
              time(key.expiresAt()),
              time(key.revokedAt())));
    }
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(row.get(column)).repeat(" ", widths[column] - row.get(column).length() + 2);
    }
    return line.toString().stripTrailing();
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Says that it is done. */
  public void revoke(String id) throws AdministrationException {
    keys.revoke(id);
    err.println("The key " + id + " has ended.");
  }
}
