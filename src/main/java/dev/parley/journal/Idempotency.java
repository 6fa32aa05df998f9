package dev.parley.journal;

/**
 * Marks a command so that repeating it gives the first answer again.
 *
 * @param key SHA-256 of caller, method, path and the client's key, as 64 hexadecimal digits
 * @param fingerprint SHA-256 of what was asked, likewise: the same key with another fingerprint is
 *     refused as invalid
 */
public record Idempotency(String key, String fingerprint) {}
