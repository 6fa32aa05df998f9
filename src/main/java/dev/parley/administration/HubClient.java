package dev.parley.administration;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hub that runs on this machine, asked with an administrator's key. */
public final class HubClient implements AutoCloseable {
  static final JsonProvider JSON = JsonProvider.provider();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A backup takes as long as its disk. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(30);

  private final URI address;
  private final String key;
  private final HttpClient client;

  /**
   * @param address where it listens, without a path
   * @param certificate the file of the certificate that it has to show; null where it serves no TLS
   * @param key an administrator's API key
   * @throws AdministrationException if the certificate cannot be read
   */
  public HubClient(URI address, @Nullable Path certificate, String key)
      throws AdministrationException {
    this.address = address;
    this.key = key;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (certificate != null) {
      builder.sslContext(KnownCertificate.in(certificate).context());
    }
    this.client = builder.build();
  }

  /**
   * Sends a request.
   *
   * @param path below {@code /api/v1/}
   * @param body null for none
   * @return the answer's body; empty where it has none
   * @throws AdministrationException if it was refused, or there was no answer
   */
  JsonObject send(String method, String path, @Nullable JsonObject body)
      throws AdministrationException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v1/" + path))
            .timeout(LONGEST_ANSWER)
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      JsonObject content = read(answer.body());
      if (answer.statusCode() >= 300) {
        throw AdministrationException.failed(refusal(answer.statusCode(), content));
      }
      return content;
    } catch (IOException | JsonException e) {
      throw AdministrationException.failed(
          "the hub at " + address + " does not answer as one: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AdministrationException.failed("interrupted");
    }
  }

  /** A text as one segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static JsonObject read(String body) {
    if (body.isEmpty()) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = JSON.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }

  private String refusal(int status, JsonObject problem) {
    StringBuilder text =
        new StringBuilder(
            problem.getString("detail", "the hub at " + address + " answers " + status));
    if (problem.get("errors") instanceof JsonArray errors) {
      for (JsonObject error : errors.getValuesAs(JsonObject.class)) {
        text.append(' ')
            .append(error.getString("pointer", ""))
            .append(' ')
            .append(error.getString("detail", ""));
      }
    }
    if (status == 401) {
      text.append(" The administrator's key that this command knows is not the hub's.");
    }
    return text.toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
