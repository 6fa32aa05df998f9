package dev.parley.collaboration;

import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.View;

/**
 * The status board and the active sessions, taken together with the place in the feed that they are
 * the state of. Immutable.
 */
public record StatusSnapshot(View.CollaborationState state, Position position) {}
