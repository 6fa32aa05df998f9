package dev.parley.vocabulary;

import java.time.Instant;

/**
 * Somebody is asked to come into a room, and has not answered.
 *
 * @param invitationId made by the hub
 * @param room as it was then
 * @param userId who is asked
 * @param role that they will have
 */
public record Invitation(
    String invitationId,
    Room room,
    String userId,
    RoomRole role,
    String invitedBy,
    Instant invitedAt) {}
