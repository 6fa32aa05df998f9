package dev.parley.door;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What a request that is refused before its body was read does to its connection: it cannot be used
 * again, and a client that is not told so loses its next request on it.
 */
public final class UnreadBody {
  private UnreadBody() {}

  /** Whether the request has a body; to be answered with {@code Connection: close} then. */
  public static boolean in(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }
}
