package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a user is there, as others see it.
 *
 * @param lastSeen when they were last seen: now while they are not offline; null where nobody knows
 */
public record Presence(String userId, PresenceStatus status, @Nullable Instant lastSeen) {}
