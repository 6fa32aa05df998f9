package dev.parley.engineio;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/**
 * Which pages of other origins may read the answers of long-polling (Fetch standard, CORS). Safe
 * for use by any number of threads.
 */
@FunctionalInterface
public interface Cors {

  /** Leaves it to a filter, or to nobody. */
  Cors NONE = (request, preflight) -> Map.of();

  /**
   * The fields to be set on an answer.
   *
   * @param preflight whether it answers the browser's question, and not a request of the page
   */
  Map<String, String> headers(HttpServletRequest request, boolean preflight);
}
