package dev.parley.engineio;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The request that a session began with, or that a WebSocket came with. Immutable.
 *
 * <p>It is a principal because that is what every container hands on from the request of a
 * WebSocket to its session.
 *
 * @param address the peer's
 * @param secure whether it came over TLS
 * @param headers by names in any case
 * @param query decoded
 */
public record Handshake(
    String address,
    boolean secure,
    Map<String, List<String>> headers,
    Map<String, List<String>> query)
    implements Principal {

  /** The handshake with copies of both maps. */
  public Handshake {
    Map<String, List<String>> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> caseless.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(caseless);
    query = Map.copyOf(query);
  }

  /** That of a request, whose query has been read. */
  static Handshake of(HttpServletRequest request, Map<String, List<String>> query) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers
          .computeIfAbsent(name, any -> new ArrayList<>())
          .addAll(Collections.list(request.getHeaders(name)));
    }
    return new Handshake(request.getRemoteAddr(), request.isSecure(), headers, query);
  }

  /** The first value of a header; null where there is none. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  /** The first value of a query parameter; null where there is none. */
  public @Nullable String parameter(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  @Override
  public String getName() {
    return address;
  }

  /** Without what may be a credential. */
  @Override
  public String toString() {
    return "Handshake[" + address + ", " + query.keySet() + "]";
  }
}
