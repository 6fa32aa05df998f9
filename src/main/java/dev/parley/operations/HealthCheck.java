package dev.parley.operations;

import java.util.Map;

/**
 * Something that has to be well for requests to be served.
 *
 * @param name its name in the answer
 * @param asked finds out; may block for a short time
 */
public record HealthCheck(String name, Asked asked) {

  /** Finds out. */
  @FunctionalInterface
  public interface Asked {
    /**
     * How it is.
     *
     * @throws Exception if it is not well
     */
    Result ask() throws Exception;
  }

  /**
   * How it is.
   *
   * @param up whether it is well
   * @param data what else an operator may want to know; no secrets
   */
  public record Result(boolean up, Map<String, String> data) {
    public Result {
      data = Map.copyOf(data);
    }
  }
}
