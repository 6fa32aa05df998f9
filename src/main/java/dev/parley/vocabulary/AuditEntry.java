package dev.parley.vocabulary;

import java.time.Instant;

/**
 * Who did what, and when.
 *
 * @param entryId {@code aud_} and digits that grow with time
 * @param keyId of the API key by which it was done; empty where it was by a token
 */
public record AuditEntry(
    String entryId, Instant at, Caller.Kind actorKind, String actorId, String keyId, Act act) {}
