package dev.parley.engineio;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Why a request is not served, as clients of Engine.IO are told: the numbers and words are those of
 * the reference implementation.
 */
enum EngineError {
  UNKNOWN_TRANSPORT(0, "Transport unknown"),
  UNKNOWN_SID(1, "Session ID unknown"),
  BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
  BAD_REQUEST(3, "Bad request"),
  FORBIDDEN(4, "Forbidden"),
  UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version");

  static final String JSON = "application/json";

  private final int code;
  private final String message;

  EngineError(int code, String message) {
    this.code = code;
    this.message = message;
  }

  int status() {
    return this == FORBIDDEN
        ? HttpServletResponse.SC_FORBIDDEN
        : HttpServletResponse.SC_BAD_REQUEST;
  }

  /** The body of the answer, in UTF-8. */
  byte[] body() {
    return body(message);
  }

  /** The same with other words, which may be anything but control characters. */
  byte[] body(String words) {
    String quoted = words.replace("\\", "\\\\").replace("\"", "\\\"");
    return ("{\"code\":" + code + ",\"message\":\"" + quoted + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Answers a request that has nothing asynchronous about it yet. */
  void send(HttpServletResponse response) throws IOException {
    send(response, message);
  }

  /** The same with other words. */
  void send(HttpServletResponse response, String words) throws IOException {
    byte[] body = body(words);
    response.setStatus(status());
    response.setContentType(JSON);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
