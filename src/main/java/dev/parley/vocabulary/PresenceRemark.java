package dev.parley.vocabulary;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said of presence, and not kept, on the topic of the presence. */
public sealed interface PresenceRemark extends LatestEvent {

  /**
   * A user is there otherwise than before.
   *
   * @param audience ids of those who are told; null for everybody
   */
  record PresenceChanged(Presence presence, @Nullable Set<String> audience)
      implements PresenceRemark {
    public PresenceChanged {
      audience = audience == null ? null : Set.copyOf(audience);
    }

    @Override
    public String subject() {
      return presence.userId();
    }

    @Override
    public boolean isFor(Caller listener) {
      return audience == null || audience.contains(listener.id());
    }

    @Override
    public int weight() {
      return 256 + (audience == null ? 0 : 64 * audience.size());
    }
  }
}
