package dev.parley.blackbox;

import dev.parley.identity.TestIssuer;
import jakarta.json.Json;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The hub under test and the means to talk to it: all that a black-box test knows of it.
 *
 * @param address where it is, for example {@code http://127.0.0.1:8000}
 * @param adminKey an administrator's API key
 * @param issuer signs the tokens that it accepts, as {@link #ISSUER}
 */
public record Target(URI address, String adminKey, TestIssuer issuer) {
  /** The issuer that tokens have to name. */
  public static final String ISSUER = "https://issuer.test";

  /** Where the Collaboration endpoints are. */
  public static final String COLLABORATION = "/api/v1/collaboration/";

  /** Where its WebSocket is. */
  public static final String WEBSOCKET = COLLABORATION + "ws";

  private static final AtomicLong NAMES = new AtomicLong(System.currentTimeMillis());

  /** An API key that the hub has made. */
  public record Key(String id, String secret) {}

  /**
   * What a hub has to be configured with, in the form of its environment, so that these tests can
   * be run against it.
   */
  public static Map<String, String> environment(String adminKey, TestIssuer issuer) {
    return Map.of(
        "PARLEY_BOOTSTRAP_ADMIN_KEY",
        adminKey,
        "MP_JWT_VERIFY_PUBLICKEY",
        issuer.publicKeyPem(),
        "MP_JWT_VERIFY_ISSUER",
        ISSUER,
        "PARLEY_ANONYMOUS",
        "none");
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
    return issuer.token(subject).claim("iss", ISSUER).groups(groups);
  }

  /** Makes an API key. */
  public Key key(String ownerKind, String ownerId, String... roles) throws Exception {
    Api.Answer answer =
        admin()
            .post(
                "/api/v1/api-keys",
                Json.createObjectBuilder()
                    .add(
                        "owner",
                        Json.createObjectBuilder().add("kind", ownerKind).add("id", ownerId))
                    .add("roles", Json.createArrayBuilder(Arrays.asList(roles)))
                    .build());
    answer.expect(201);
    return new Key(answer.json().getString("id"), answer.json().getString("key"));
  }

  /** The address of the Collaboration WebSocket. */
  public URI webSocket(String query) {
    return URI.create("ws" + address.toString().substring("http".length()) + WEBSOCKET + query);
  }

  /** The last offset of the collaboration topic, and its epoch. */
  public Position position() throws Exception {
    try (Dashboard dashboard = Dashboard.open(this, adminKey, "?client_id=position")) {
      return Position.of(dashboard.await("collaboration_state"));
    }
  }
}
