package dev.parley.identity;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.DurableCommand.CreateApiKey;
import dev.parley.vocabulary.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the secrets of API keys. Safe for use by any number of threads; never blocks.
 *
 * <p>A request that is repeated with the same {@code Idempotency-Key} must be answered with the
 * same key, though its secret is kept nowhere. So with an {@code Idempotency-Key} id and secret are
 * not drawn but derived from it, from the request and from a secret of the hub (HMAC-SHA-256).
 * Whoever reads the database finds the hub's secret but not the {@code Idempotency-Key} itself;
 * clients should draw theirs at random (a UUID), as they should anyway.
 */
public final class ApiKeyIssuer {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecureRandom random;
  private volatile @Nullable SecretKeySpec hubSecret;

  /** Needs to {@link #readSecret read its secret} before it makes keys for repeated requests. */
  public ApiKeyIssuer(SecureRandom random) {
    this.random = random;
  }

  /**
   * Reads the hub's secret from the database, which it puts there at the first start. Blocks.
   *
   * @throws IllegalStateException if the database cannot be read or written
   */
  public void readSecret(DataSource database) {
    hubSecret = new SecretKeySpec(HubSecret.readOrMake(database, random), ALGORITHM);
  }

  /**
   * Makes a key; nothing is lasting before the command is done.
   *
   * @param creator who asks
   * @param idempotencyKey the client's {@code Idempotency-Key} as it was sent, or null
   */
  public IssuedApiKey issue(
      Caller.Kind ownerKind,
      String ownerId,
      Set<Role> roles,
      @Nullable String name,
      @Nullable Instant expiresAt,
      Caller creator,
      @Nullable String idempotencyKey) {
    KeyText key;
    if (idempotencyKey == null) {
      key = KeyText.of(draw(16), draw(32));
    } else {
      String request =
          join(
              creator.qualifiedId(),
              idempotencyKey,
              ownerKind.wireName(),
              ownerId,
              new TreeSet<>(roles).toString(),
              name,
              expiresAt == null ? null : expiresAt.toString());
      key = KeyText.of(derive("api-key id", request), derive("api-key secret", request));
    }
    CreateApiKey command =
        new CreateApiKey(key.id(), key.secretHash(), ownerKind, ownerId, roles, name, expiresAt);
    return new IssuedApiKey(command, key.text());
  }

  private byte[] draw(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] derive(String purpose, String request) {
    SecretKeySpec secret = hubSecret;
    if (secret == null) {
      throw new IllegalStateException("the database was not reached yet");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(join(purpose, request).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
    }
  }

  /** Each part with its length before it, so that no two lists of parts make one text. */
  private static String join(@Nullable String... parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(part == null ? "-" : part.length() + ":" + part).append(',');
    }
    return text.toString();
  }
}
