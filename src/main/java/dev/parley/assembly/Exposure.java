package dev.parley.assembly;

import static dev.parley.operations.ConfigurationKey.ANONYMOUS;
import static dev.parley.operations.ConfigurationKey.ANONYMOUS_PUBLIC;
import static dev.parley.operations.ConfigurationKey.HTTP_BEHIND_PROXY;
import static dev.parley.operations.ConfigurationKey.HTTP_HOST;
import static dev.parley.operations.ConfigurationKey.JWT_DEVELOPMENT_KEY;
import static dev.parley.operations.ConfigurationKey.TLS_CERT;

import dev.parley.identity.IdentitySettings;
import dev.parley.identity.LoopbackRule;
import dev.parley.operations.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * Who can reach the hub, as far as the configuration tells, and what follows: what is comfortable
 * on one's own machine has to be said where others can reach it.
 */
enum Exposure {
  /** The embedded server listens on loopback alone. */
  LOOPBACK,
  /**
   * The embedded server listens on loopback or elsewhere, and a proxy hands on what others send.
   */
  PROXY,
  /** The embedded server listens where others can reach it. */
  NETWORK,
  /** A server of somebody else's, who has seen to that. */
  UNKNOWN;

  /** That of the embedded server. */
  static Exposure of(Settings settings) {
    if (settings.flag(HTTP_BEHIND_PROXY)) {
      return PROXY;
    }
    return LoopbackRule.isLoopbackHost(settings.text(HTTP_HOST).orElse("localhost"))
        ? LOOPBACK
        : NETWORK;
  }

  /** Whether only this machine can reach the hub. */
  boolean isLoopback() {
    return this == LOOPBACK;
  }

  private boolean isOpen() {
    return this == PROXY || this == NETWORK;
  }

  /** Who may watch without a credential. */
  IdentitySettings.Anonymous anonymous(Settings settings) {
    return IdentitySettings.Anonymous.of(
        settings.word(ANONYMOUS).orElse(null), isLoopback(), this == PROXY);
  }

  /** Whether tokens that are signed with the development key are taken. */
  boolean developmentKey(Settings settings, IdentitySettings.Jwt jwt) {
    boolean hasPublicKey = jwt.publicKey() != null || jwt.publicKeyLocation() != null;
    if (hasPublicKey && settings.flag(JWT_DEVELOPMENT_KEY)) {
      throw new IllegalArgumentException(
          "parley.jwt.development-key is true and an mp.jwt.verify.publickey is set; one must go.");
    }
    return settings
        .word(JWT_DEVELOPMENT_KEY)
        .map("true"::equals)
        .orElse(this != UNKNOWN && !hasPublicKey && jwt.hs256Secret() == null);
  }

  /**
   * Refuses what nobody has said that it is meant.
   *
   * @throws IllegalArgumentException with a message for the operator that says all that is to be
   *     set
   */
  void check(Settings settings, boolean developmentKey) {
    if (!isOpen()) {
      return;
    }
    List<String> missing = new ArrayList<>();
    if (this == NETWORK && settings.text(TLS_CERT).isEmpty()) {
      missing.add(
          "nothing encrypts what is sent: set --tls-cert and --tls-key, or --behind-proxy where a"
              + " proxy in front has the certificate");
    }
    if (developmentKey && settings.word(JWT_DEVELOPMENT_KEY).isEmpty()) {
      missing.add(
          "tokens would be verified with the development key: set mp.jwt.verify.publickey.location"
              + " to your issuer's keys, or parley.jwt.development-key=false if API keys are all"
              + " that you need");
    }
    if (settings.word(ANONYMOUS).filter("observe"::equals).isPresent()
        && !settings.flag(ANONYMOUS_PUBLIC)) {
      missing.add(
          "everybody could watch without a credential (parley.anonymous=observe): set"
              + " parley.anonymous=none, or parley.anonymous.public=true if that is meant");
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "others than this machine can reach this hub "
              + (this == PROXY
                  ? "through a proxy"
                  : "at " + settings.text(HTTP_HOST).orElse("localhost"))
              + ", and\n  - "
              + String.join("\n  - ", missing));
    }
  }
}
