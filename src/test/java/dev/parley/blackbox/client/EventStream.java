package dev.parley.blackbox.client;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A response of server-sent events, read as it comes. For one thread. */
public final class EventStream implements AutoCloseable {
  private final HttpHeaders headers;
  private final BufferedReader reader;

  /** An event as it came. */
  public record Event(@Nullable String id, String name, JsonObject data) {}

  private EventStream(HttpResponse<InputStream> response) {
    headers = response.headers();
    reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Asks for a stream, with further header fields. */
  public static EventStream open(Api api, String path, Map<String, String> headers)
      throws Exception {
    HttpResponse<InputStream> response = api.stream(path, headers);
    if (response.statusCode() != 200) {
      try (InputStream body = response.body()) {
        throw new AssertionError(
            "refused: "
                + response.statusCode()
                + new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return new EventStream(response);
  }

  /** A header field of the response, or the empty string. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The next event. */
  public Event next() throws IOException {
    while (true) {
      Map<String, String> fields = fields();
      if (fields.containsKey("data")) {
        return new Event(fields.get("id"), fields.get("event"), Api.object(fields.get("data")));
      }
    }
  }

  /** The next event of that name. */
  public Event next(String name) throws IOException {
    Event event = next();
    while (!event.name().equals(name)) {
      event = next();
    }
    return event;
  }

  /** The next event with an id in which that text stands, such as an agent's id. */
  public Event nextAbout(String text) throws IOException {
    Event event = next();
    while (event.id() == null || !event.data().toString().contains(text)) {
      event = next();
    }
    return event;
  }

  /** Reads up to a comment; events come between comments. */
  public void nextComment() throws IOException {
    while (!fields().containsKey("")) {
      // Not yet.
    }
  }

  /** Reads to the end. */
  public void toEnd() throws IOException {
    while (reader.readLine() != null) {
      // What was on its way.
    }
  }

  private Map<String, String> fields() throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line = reader.readLine(); ; line = reader.readLine()) {
      if (line == null) {
        throw new AssertionError("the stream has ended");
      }
      if (line.isEmpty()) {
        return fields;
      }
      List<String> parts = List.of(line.split(":", 2));
      fields.put(parts.get(0), parts.get(1).strip());
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
