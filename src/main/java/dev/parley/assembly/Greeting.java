package dev.parley.assembly;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is printed when the hub is ready, for who has started it. */
final class Greeting {
  private Greeting() {}

  /**
   * The lines; empty where there is nothing to say.
   *
   * @param address where the hub is
   * @param key the file of the administrator's key; null where that was configured
   * @param first whether it is the first start
   * @param demo whether the demo's agents are at work
   */
  static String of(String address, @Nullable Path key, boolean first, boolean demo) {
    String firstSteps = first && key != null ? firstSteps(address, key) : "";
    if (!demo) {
      return firstSteps;
    }
    return (firstSteps.isEmpty() ? "" : firstSteps + "\n") + demo(address, key);
  }

  private static String firstSteps(String address, Path key) {
    return """
        The administrator's key is in %s
        Record a first activity:
          curl -H "X-API-Key: $(cat '%s')" -H 'Content-Type: application/json' \\
            -d '{"agent_id":"agent_1","department":"engineering","activity_type":"task_assigned"}' \\
            %s/api/v1/collaboration/record-activity
        Watch it in a browser: %s/"""
        .formatted(key, key, address, address);
  }

  private static String demo(String address, @Nullable Path key) {
    return """
        The demo's agents are at work: %s/
        Sign in there to answer their questions, with the administrator's key%s"""
        .formatted(address, key == null ? "" : " in " + key);
  }
}
