package dev.parley.identity;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells web addresses from files and resources. */
final class WebLocation {

  private WebLocation() {}

  /**
   * The address at which the issuer publishes its keys; null for another location.
   *
   * @throws IllegalArgumentException for an address that cannot be asked
   */
  static @Nullable URI of(@Nullable String location) {
    if (location == null) {
      return null;
    }
    String lower = location.strip().toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http:") && !lower.startsWith("https:")) {
      return null;
    }
    try {
      URI address = URI.create(location.strip());
      if (address.getHost() != null && address.getRawUserInfo() == null) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      // Told like one without a host; the parser's message would repeat what may be a secret.
    }
    throw new IllegalArgumentException(
        "mp.jwt.verify.publickey.location is not a web address that can be used; it must have a"
            + " host, and no user or password.");
  }
}
