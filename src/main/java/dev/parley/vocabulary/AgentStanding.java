package dev.parley.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * One agent on the status board.
 *
 * @param active whether it has an active activity
 * @param currentActivity id of its newest active activity, or null
 * @param lastActivity id of its newest activity of any status, or null
 * @param collaborationCount how many active sessions it is in
 */
public record AgentStanding(
    String agentId,
    boolean active,
    @Nullable String currentActivity,
    @Nullable String lastActivity,
    int collaborationCount) {}
