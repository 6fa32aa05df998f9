package dev.parley.bench;

import dev.parley.blackbox.owned.DurabilityTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Kills the hub in the middle of its work, any number of times, and counts what is there. */
public final class DurabilityBench {
  private DurabilityBench() {}

  /**
   * Ends with 1 at the first fault.
   *
   * @param arguments rounds (20), seed (the time)
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.currentTimeMillis();
    System.out.println(Surroundings.describe());
    Path data = Files.createTempDirectory("parley-bench").resolve("data");
    System.out.printf(Locale.ROOT, "seed %d, data in %s%n", seed, data);
    try (DurabilityTrial trial = new DurabilityTrial(data, seed)) {
      for (int round = 1; round <= rounds; round++) {
        DurabilityTrial.Result result = trial.round();
        System.out.printf(
            Locale.ROOT,
            "round %d: %d acknowledged, %d without an answer, %d faults%n",
            round,
            result.acknowledged(),
            result.unanswered(),
            result.faults().size());
        if (!result.faults().isEmpty()) {
          result.faults().forEach(System.out::println);
          System.exit(1);
        }
      }
    }
  }
}
