package dev.parley.vocabulary;

import java.time.Instant;

/**
 * What an agent did to an item of its memory.
 *
 * @param timestamp when it was recorded, in milliseconds
 */
public record MemoryUpdate(
    MemoryOperation operation, String itemId, String agentId, Instant timestamp, Json metadata) {}
