package dev.parley.identity;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first administrator's key: given by configuration, or else kept in the file {@code admin.key}
 * of the data directory, which the first start makes. Whoever can read that file can read the
 * database beside it, so the key gives nothing that they have not; deleting the file and starting
 * again makes another key. Only the hash is held in memory. Immutable.
 */
public final class BootstrapKey {

  /** The name of the file in the data directory. */
  public static final String FILE_NAME = "admin.key";

  private static final int MINIMUM_LENGTH = 16;

  private static final Caller ADMINISTRATOR =
      new Caller(
          Caller.Kind.SERVICE,
          ReservedNames.BOOTSTRAP,
          "Administrator",
          Set.of(Role.ADMIN),
          null,
          null,
          null);

  private final byte[] hash;
  private final @Nullable Path file;

  private BootstrapKey(String key, @Nullable Path file) {
    this.hash = KeyText.sha256(key);
    this.file = file;
  }

  /**
   * Takes the configured key, or the file's, or makes one.
   *
   * @param configured {@link IdentitySettings#bootstrapAdminKey()}, or null
   * @param dataDirectory where the file is or will be; made if it is not there
   * @throws IllegalArgumentException if the key is too short, with a message for the operator
   * @throws UncheckedIOException if the file cannot be read or written
   */
  public static BootstrapKey open(
      @Nullable String configured, Path dataDirectory, SecureRandom random) {
    if (configured != null) {
      return new BootstrapKey(checked(configured.strip(), "PARLEY_BOOTSTRAP_ADMIN_KEY"), null);
    }
    Path file = dataDirectory.resolve(FILE_NAME);
    try {
      String key =
          SecretFile.readOrMake(
              file, () -> KeyText.of(bytes(random, 16), bytes(random, 32)).text());
      return new BootstrapKey(checked(key, file.toString()), file);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "The administrator's key cannot be kept in " + file + ": " + failure.getMessage(),
          failure);
    }
  }

  private static String checked(String key, String source) {
    if (key.length() < MINIMUM_LENGTH) {
      throw new IllegalArgumentException(
          source
              + " is too short for an administrator's key: it has "
              + key.length()
              + " characters and needs "
              + MINIMUM_LENGTH
              + " or more. A good one: openssl rand -hex 32");
    }
    return key;
  }

  private static byte[] bytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Where the key is kept, to tell the operator; null where it was configured. */
  public @Nullable Path file() {
    return file;
  }

  /** The administrator, if that is the key; null otherwise. Takes the same time for any text. */
  @Nullable Caller authenticate(String token) {
    return MessageDigest.isEqual(hash, KeyText.sha256(token)) ? ADMINISTRATOR : null;
  }
}
