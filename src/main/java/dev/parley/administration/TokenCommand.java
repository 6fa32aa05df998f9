package dev.parley.administration;

import dev.parley.identity.DevelopmentKey;
import dev.parley.identity.IdentitySettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** {@code token}: prints a token signed with the development key. */
public final class TokenCommand {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private TokenCommand() {}

  /**
   * Prints it.
   *
   * @param settings how the hub will look at it
   * @param data where the key is, or will be
   */
  public static void run(
      IdentitySettings.Jwt settings, Path data, Parameters parameters, Instant now, PrintWriter out)
      throws AdministrationException {
    Duration ttl = parameters.duration("ttl");
    out.println(
        DevelopmentKey.open(data, new SecureRandom())
            .token(
                settings,
                parameters.id("sub"),
                parameters.roles("groups"),
                now,
                ttl == null ? LIFETIME : ttl));
  }
}
