package dev.parley.door;

import dev.parley.vocabulary.Refusal;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal as an HTTP answer: problem details (RFC 9457) and the header fields that belong to its
 * status. The type is {@code about:blank}: the member {@code code} says what kind of problem it is.
 *
 * @param code the reason
 * @param status the HTTP status
 * @param body the text of the {@code application/problem+json}
 * @param headers fields beside the content type
 */
public record Problem(Refusal.Code code, int status, String body, Map<String, String> headers) {
  /** How many characters the faults of one refusal may have. */
  private static final int MAX_FAULTS = 64 * 1024;

  /** The content type of the body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    headers = Map.copyOf(headers);
  }

  /**
   * The problem for a refusal.
   *
   * @param instance the path of the request, without its query: that may hold a token
   */
  public static Problem of(Refusal refusal, String instance) {
    return of(refusal, instance, status(refusal.code()));
  }

  /** The problem of a WebSocket handshake: bad parameters are a bad request there. */
  static Problem ofHandshake(Refusal refusal, String instance) {
    Refusal.Code code = refusal.code();
    return of(
        refusal, instance, status(code == Refusal.Code.INVALID ? Refusal.Code.MALFORMED : code));
  }

  /** The problem of a status that the container chose. */
  public static Problem ofStatus(int number, String instance) {
    for (Refusal.Code code : Refusal.Code.values()) {
      Status status = status(code);
      if (status.number() == number) {
        return of(Refusal.of(code, sentence(code)), instance, status);
      }
    }
    Refusal.Code code = number < 500 ? Refusal.Code.MALFORMED : Refusal.Code.INTERNAL;
    return of(Refusal.of(code, sentence(code)), instance, new Status(number, title(number)));
  }

  private static String sentence(Refusal.Code code) {
    return switch (code) {
      case NOT_FOUND -> "There is nothing at this path.";
      case METHOD_NOT_ALLOWED -> "This path does not take this method.";
      case TOO_LARGE -> "The body is too large.";
      case UNAVAILABLE -> "The hub cannot do it now.";
      case INTERNAL -> "The hub failed; its log tells why.";
      case UNAUTHENTICATED -> "A credential is needed: a token or an API key.";
      case FORBIDDEN -> "This is not for the caller.";
      case UNSUPPORTED_MEDIA_TYPE -> "This path takes application/json only.";
      case NOT_ACCEPTABLE -> "This path answers application/json only.";
      case MALFORMED, INVALID, CONFLICT, RATE_LIMITED -> "The request cannot be read.";
    };
  }

  private static String title(int number) {
    return switch (number) {
      case 408 -> "Request Timeout";
      case 411 -> "Length Required";
      case 414 -> "URI Too Long";
      case 416 -> "Range Not Satisfiable";
      case 417 -> "Expectation Failed";
      case 426 -> "Upgrade Required";
      case 431 -> "Request Header Fields Too Large";
      case 501 -> "Not Implemented";
      case 505 -> "HTTP Version Not Supported";
      default -> number < 500 ? "Bad Request" : "Internal Server Error";
    };
  }

  private static Problem of(Refusal refusal, String instance, Status status) {
    JsonObjectBuilder body =
        Shapes.object()
            .add("type", "about:blank")
            .add("title", status.title())
            .add("status", status.number())
            .add("detail", refusal.detail())
            .add("instance", Text.storable(instance))
            .add("code", refusal.code().wireName());
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      body.add("retryAfterMs", retryAfter.toMillis());
    }
    if (!refusal.faults().isEmpty()) {
      body.add("errors", faults(refusal));
    }
    return new Problem(refusal.code(), status.number(), body.build().toString(), headers(refusal));
  }

  /** A refusal as sockets tell it: code, text, and what else is known. */
  public static JsonObjectBuilder error(Refusal refusal) {
    return error("message", refusal);
  }

  /**
   * The same.
   *
   * @param detail what the member of the text is called
   */
  public static JsonObjectBuilder error(String detail, Refusal refusal) {
    JsonObjectBuilder error =
        Shapes.object().add("code", refusal.code().wireName()).add(detail, refusal.detail());
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      error.add("retryAfterMs", retryAfter.toMillis());
    }
    if (!refusal.faults().isEmpty()) {
      error.add("errors", faults(refusal));
    }
    return error;
  }

  /**
   * The faults as {@code [{pointer, detail}]}, the first ones where there are very many: a client's
   * own names stand in the pointers, and repeating a long one for each fault would make a large
   * answer of a small request.
   */
  private static JsonArrayBuilder faults(Refusal refusal) {
    JsonArrayBuilder faults = JsonText.PROVIDER.createArrayBuilder();
    int told = 0;
    for (Refusal.Fault fault : refusal.faults()) {
      int length = fault.pointer().length() + fault.detail().length();
      if (told > 0 && told + length > MAX_FAULTS) {
        break;
      }
      told += length;
      faults.add(Shapes.object().add("pointer", fault.pointer()).add("detail", fault.detail()));
    }
    return faults;
  }

  /**
   * Answers with the problem, unless the answer has begun already. Nobody has read the request's
   * body, so that its connection cannot be used again, and the client is told so.
   *
   * @throws IOException if the client is gone
   */
  public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    if (UnreadBody.in(request)) {
      response.setHeader("Connection", "close");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.resetBuffer();
    response.setStatus(status);
    headers.forEach(response::setHeader);
    response.setContentType(MEDIA_TYPE);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static Map<String, String> headers(Refusal refusal) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (refusal.code() == Refusal.Code.UNAUTHENTICATED) {
      headers.put("WWW-Authenticate", "Bearer realm=\"parley\"");
    }
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      headers.put("Retry-After", Long.toString(Math.max(1, ceilSeconds(retryAfter))));
    }
    Refusal.Quota quota = refusal.quota();
    if (quota != null) {
      headers.putAll(rateLimit(quota));
    }
    return headers;
  }

  /** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
  private static Map<String, String> rateLimit(Refusal.Quota quota) {
    String name = '"' + quota.name().replaceAll("[^ !#-\\[\\]-~]", "_") + '"';
    return Map.of(
        "RateLimit-Policy",
        name + ";q=" + quota.limit() + ";w=" + Math.max(1, ceilSeconds(quota.window())),
        "RateLimit",
        name + ";r=" + quota.remaining() + ";t=" + ceilSeconds(quota.reset()));
  }

  private static long ceilSeconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }

  private static Status status(Refusal.Code code) {
    return switch (code) {
      case UNAUTHENTICATED -> new Status(401, "Unauthorized");
      case FORBIDDEN -> new Status(403, "Forbidden");
      case NOT_FOUND -> new Status(404, "Not Found");
      case MALFORMED -> new Status(400, "Bad Request");
      case INVALID -> new Status(422, "Unprocessable Content");
      case CONFLICT -> new Status(409, "Conflict");
      case TOO_LARGE -> new Status(413, "Content Too Large");
      case RATE_LIMITED -> new Status(429, "Too Many Requests");
      case UNAVAILABLE -> new Status(503, "Service Unavailable");
      case METHOD_NOT_ALLOWED -> new Status(405, "Method Not Allowed");
      case UNSUPPORTED_MEDIA_TYPE -> new Status(415, "Unsupported Media Type");
      case NOT_ACCEPTABLE -> new Status(406, "Not Acceptable");
      case INTERNAL -> new Status(500, "Internal Server Error");
    };
  }

  private record Status(int number, String title) {}
}
