package dev.parley.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public keys that tokens may be signed for. Answers from memory, on any thread. */
interface KeySource {

  /** The algorithm that every token must name; all keys are fit for it. */
  JWSAlgorithm algorithm();

  /** The keys to try: those with the token's key id, and those that have none. */
  List<JWK> candidates(@Nullable String keyId);

  /**
   * Asked when none of the candidates fits: whether there may be a key that was not among them.
   *
   * @param tried the candidates
   * @return when to ask again; null where the answer would be the same
   */
  @Nullable Duration retryAfter(@Nullable String keyId, List<JWK> tried);
}
