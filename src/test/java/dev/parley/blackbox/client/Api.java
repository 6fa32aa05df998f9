package dev.parley.blackbox.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * REST as one caller. Safe for use by any number of threads.
 *
 * @param header the field that carries the credential, or null for a caller without one
 */
public record Api(URI address, @Nullable String header, @Nullable String credential) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** An answer. */
  public record Answer(int status, HttpHeaders headers, String body) {
    /** The body, which has to be an object. */
    public JsonObject json() {
      return object(body);
    }

    /** Fails unless the status is that. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
      }
      return this;
    }

    /** A header field, or the empty string. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** Reads an object. */
  public static JsonObject object(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** Asks. */
  public Answer get(String path) throws Exception {
    return get(path, Map.of());
  }

  /** Asks, with further header fields. */
  public Answer get(String path, Map<String, String> headers) throws Exception {
    return send("GET", path, headers, null);
  }

  /** Sends an object. */
  public Answer post(String path, JsonObject body) throws Exception {
    return post(path, body.toString());
  }

  /** Sends a text as JSON. */
  public Answer post(String path, String body) throws Exception {
    return post(path, body, Map.of());
  }

  /** Sends a text as JSON, with further header fields. */
  public Answer post(String path, String body, Map<String, String> headers) throws Exception {
    return send("POST", path, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends whatever it is; a body is JSON unless the header fields say something else. */
  public Answer send(
      String method, String path, Map<String, String> headers, byte @Nullable [] body)
      throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            request(method, path, headers, body).timeout(PATIENCE).build(),
            BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** Asks for something that has no end. */
  HttpResponse<InputStream> stream(String path, Map<String, String> headers) throws Exception {
    return CLIENT.send(
        request("GET", path, headers, null).setHeader("Accept", "text/event-stream").build(),
        BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(
      String method, String path, Map<String, String> headers, byte @Nullable [] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (header != null) {
      request.setHeader(header, credential);
    }
    if (body != null) {
      request.setHeader("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    return request;
  }
}
