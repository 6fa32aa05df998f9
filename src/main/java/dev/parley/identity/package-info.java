/**
 * From credentials to callers: JSON Web Tokens, API keys, the anonymous policy, and which web
 * origins and which loopback requests are trusted.
 *
 * <p>A feature in plain Java, and the one implementation for every door: a door collects what it
 * found in {@link dev.parley.identity.Credentials} and gets a {@link
 * dev.parley.identity.Authentication}. Nothing here waits for a disk, a database or a network while
 * it answers: keys are in memory, and what an issuer publishes is fetched in the background. May
 * use {@code vocabulary}, {@code journal}, Jakarta Persistence, JDBC and Nimbus JOSE + JWT, which
 * does all cryptography and parsing of tokens; no web API and no JSON library of its own.
 */
@NullMarked
package dev.parley.identity;

import org.jspecify.annotations.NullMarked;
