package dev.parley.blackbox.doors;

import dev.parley.blackbox.client.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Holds many meetings, several at a time. */
public final class Meetings {
  private static final int AT_ONCE = 12;

  private Meetings() {}

  /**
   * Holds one for each seed.
   *
   * @return how many messages there were in the end
   * @throws AssertionError with the seed of one that failed
   */
  public static int hold(Target target, List<Long> seeds) throws Exception {
    int messages = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Integer>> running = new ArrayList<>();
      for (long seed : seeds) {
        running.add(threads.submit(() -> hold(target, seed)));
      }
      try {
        for (Future<Integer> meeting : running) {
          messages += meeting.get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw new AssertionError(e.getCause().getMessage(), e.getCause());
      }
    }
    return messages;
  }

  private static int hold(Target target, long seed) {
    try {
      Meeting meeting = new Meeting(target, seed, Meeting.Fault.NONE);
      meeting.hold();
      return meeting.messages();
    } catch (Exception | AssertionError e) {
      throw new AssertionError("the meeting of seed " + seed + ": " + e.getMessage(), e);
    }
  }

  /**
   * Whether something is found in one of some meetings that clients do wrong.
   *
   * @param fault the name of what they do
   */
  public static boolean found(Target target, int meetings, String fault) throws Exception {
    for (int seed = 0; seed < meetings; seed++) {
      try {
        new Meeting(target, seed, Meeting.Fault.valueOf(fault)).hold();
      } catch (Transcript.Violation e) {
        return true;
      }
    }
    return false;
  }
}
