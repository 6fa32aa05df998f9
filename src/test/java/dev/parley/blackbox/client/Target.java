package dev.parley.blackbox.client;

import dev.parley.identity.TestIssuer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The hub under test and the means to talk to it: all that a black-box test knows of it.
 *
 * @param address where it is, for example {@code http://127.0.0.1:8000}
 * @param adminKey an administrator's API key
 * @param issuer signs the tokens that it accepts
 * @param issuerName the {@code iss} that tokens have to name
 */
public record Target(URI address, String adminKey, TestIssuer issuer, String issuerName) {
  /** Where the Collaboration endpoints are. */
  public static final String COLLABORATION = "/api/v1/collaboration/";

  /** Where its WebSocket is. */
  public static final String WEBSOCKET = COLLABORATION + "ws";

  /** Where the WebSocket of the rooms is, among other places. */
  public static final String REALTIME = "/realtime";

  /** A web page of another origin that the standard configuration lets in. */
  public static final String PAGE = "https://page.test";

  private static final String STANDARD = "/blackbox/standard.properties";
  private static final AtomicLong NAMES = new AtomicLong(System.currentTimeMillis());

  /** An API key that the hub has made. */
  public record Key(String id, String secret) {}

  /**
   * The hub at an address. Its administrator's key, the private half of the JWK that signs tokens
   * and the issuer's name are those of {@code parley.blackbox.admin-key}, {@code
   * parley.blackbox.signing-key} and {@code parley.blackbox.issuer}, and without these system
   * properties those of the standard configuration.
   */
  public static Target at(URI address) {
    Map<String, String> standard = standard();
    return new Target(
        address,
        System.getProperty("parley.blackbox.admin-key", standard.get("parley.bootstrap.admin.key")),
        TestIssuer.of(System.getProperty("parley.blackbox.signing-key", signingKey())),
        System.getProperty("parley.blackbox.issuer", standard.get("mp.jwt.verify.issuer")));
  }

  /**
   * What a hub has to be configured with so that these tests can be run against it, by the names of
   * the settings: the file {@code blackbox/standard.properties} among the test resources.
   */
  public static Map<String, String> standard() {
    Properties properties = new Properties();
    try (Reader reader = new InputStreamReader(resource(STANDARD), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  private static String signingKey() {
    try (InputStream in = resource("/blackbox/signing-key.jwk")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Target.class.getResourceAsStream(name);
  }

  /** A name that no other test has used, so that tests do not meet in one hub. */
  public static String fresh(String name) {
    return name + "-" + NAMES.incrementAndGet();
  }

  /** The hub as the administrator. */
  public Api admin() {
    return new Api(address, "X-API-Key", adminKey);
  }

  /** The hub as the owner of a token or an API key. */
  public Api as(String credential) {
    return new Api(address, "Authorization", "Bearer " + credential);
  }

  /** The hub without a credential. */
  public Api nobody() {
    return new Api(address, null, null);
  }

  /** A token that is good for an hour. */
  public TestIssuer.Token token(String subject, String... groups) {
    return issuer.token(subject).claim("iss", issuerName).groups(groups);
  }

  /** Makes an API key. */
  public Key key(String ownerKind, String ownerId, String... roles) throws Exception {
    JsonObject made =
        admin()
            .post(
                "/api/v1/api-keys",
                Json.createObjectBuilder()
                    .add(
                        "owner",
                        Json.createObjectBuilder().add("kind", ownerKind).add("id", ownerId))
                    .add("roles", Json.createArrayBuilder(Arrays.asList(roles)))
                    .build())
            .expect(201)
            .json();
    return new Key(made.getString("id"), made.getString("key"));
  }

  /** Revokes an API key. */
  public void revoke(String keyId) throws Exception {
    admin().send("DELETE", "/api/v1/api-keys/" + keyId, Map.of(), null).expect(204);
  }

  /** Records that an agent does something, and answers the activity's id. */
  public String record(String agentId) throws Exception {
    return admin()
        .post(
            COLLABORATION + "record-activity",
            Json.createObjectBuilder()
                .add("agent_id", agentId)
                .add("department", "tests")
                .add("activity_type", "task_assigned")
                .build())
        .expect(200)
        .json()
        .getString("activity_id");
  }

  /** The address of the Collaboration WebSocket. */
  public URI webSocket(String query) {
    return socket(WEBSOCKET + query);
  }

  /** The address of a WebSocket. */
  public URI socket(String pathAndQuery) {
    return URI.create("ws" + address.toString().substring("http".length()) + pathAndQuery);
  }

  /** The last offset of the collaboration topic, and its epoch. */
  public Position position() throws Exception {
    try (Dashboard dashboard = Dashboard.open(this, adminKey, "?client_id=position")) {
      return Position.of(dashboard.await("collaboration_state"));
    }
  }
}
