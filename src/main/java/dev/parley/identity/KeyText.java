package dev.parley.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key, {@code pk_<id>_<secret>}: base62 throughout, so that a double click
 * selects it whole and no door has to escape it. The prefix lets scanners find leaked keys.
 *
 * @param id may be shown
 * @param secret must not
 */
record KeyText(String id, String secret) {

  /** What every key made by the hub begins with. */
  static final String PREFIX = "pk_";

  private static final int ID_DIGITS = 16;
  // 62^43 > 2^256
  private static final int SECRET_DIGITS = 43;

  private static final Pattern SHAPE =
      Pattern.compile(PREFIX + "([0-9A-Za-z]{1,64})_([0-9A-Za-z]{1,128})");

  /** Reads a key; null where the text is not one. */
  static @Nullable KeyText parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches() ? new KeyText(matcher.group(1), matcher.group(2)) : null;
  }

  /**
   * The key that these bits say.
   *
   * @param idBits at least 12 bytes
   * @param secretBits 32 bytes
   */
  static KeyText of(byte[] idBits, byte[] secretBits) {
    return new KeyText(Base62.digits(idBits, ID_DIGITS), Base62.digits(secretBits, SECRET_DIGITS));
  }

  /** The key as its owner presents it. */
  String text() {
    return PREFIX + id + "_" + secret;
  }

  /**
   * SHA-256 of the secret as 64 lower-case hexadecimal digits. A slow password hash would add
   * nothing: the secret has 256 random bits, nobody can guess them at any speed.
   */
  String secretHash() {
    return HexFormat.of().formatHex(sha256(secret));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return PREFIX + id + "_…";
  }
}
