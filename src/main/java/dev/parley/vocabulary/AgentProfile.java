package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the directory knows of an agent.
 *
 * @param name what people call it; its id where nobody has named it
 * @param department where it belongs, or null
 * @param description what it is for, or null
 * @param registeredAt when it was last written down
 */
public record AgentProfile(
    String agentId,
    String name,
    @Nullable String department,
    @Nullable String description,
    Instant registeredAt) {}
