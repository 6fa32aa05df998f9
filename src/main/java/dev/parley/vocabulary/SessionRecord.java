package dev.parley.vocabulary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as history keeps it.
 *
 * @param endedAt null while it is active
 */
public record SessionRecord(Session session, @Nullable Instant endedAt) {}
