package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which administrative acts; null is any.
 *
 * @param actorId done by somebody of that id
 * @param since not before that
 * @param until before that
 */
public record AuditSearch(
    @Nullable String actorId,
    Act.@Nullable Kind kind,
    @Nullable String subject,
    @Nullable String roomId,
    @Nullable Instant since,
    @Nullable Instant until) {}
