package dev.parley.identity;

import dev.parley.vocabulary.DurableCommand.CreateApiKey;

/**
 * A key that will be valid once its command is done. {@link #toString()} does not hold the secret.
 *
 * @param command makes the key; holds only the hash of its secret
 * @param key the key, to be shown to its creator this once, when the command is done
 */
public record IssuedApiKey(CreateApiKey command, String key) {
  @Override
  public String toString() {
    return "IssuedApiKey[id=" + command.id() + "]";
  }
}
