package dev.parley.door;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Connection;
import dev.parley.identity.Authentication;
import dev.parley.identity.Authenticator;
import dev.parley.identity.Credentials;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.RequestOrigin;
import dev.parley.switchboard.Admission;
import dev.parley.switchboard.ConnectionLimits;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Topic;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What every HTTP request and every handshake passes, in whatever door: the rule of web origins,
 * the credential, and the number of connections. Safe for use by any number of threads; never
 * waits.
 */
public final class Gate {
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Authenticator authenticator;
  private final OriginPolicy origins;
  private final ConnectionLimits connections;
  private final Switchboard switchboard;
  private final BooleanSupplier open;

  /**
   * A gate by those rules.
   *
   * @param open whether the hub knows what it would tell; while it does not, nobody passes
   */
  public Gate(
      Authenticator authenticator,
      OriginPolicy origins,
      ConnectionLimits connections,
      Switchboard switchboard,
      BooleanSupplier open) {
    this.authenticator = authenticator;
    this.origins = origins;
    this.connections = connections;
    this.switchboard = switchboard;
    this.open = open;
  }

  /** Where the request comes from. */
  public RequestOrigin origin(HttpServletRequest request) {
    return RequestOrigin.of(headers(request), request.getRemoteAddr(), request.isSecure());
  }

  /** To be told of every refusal that a door tells a client by itself, so that it is counted. */
  public void refused(Refusal.Code code) {
    switchboard.refused(code);
  }

  /** The rule of web origins. */
  public OriginPolicy origins() {
    return origins;
  }

  /**
   * Who asks.
   *
   * @throws RefusedException {@code unauthenticated} without a valid credential, {@code
   *     unavailable} while the hub does not serve or cannot check the credential
   */
  public Caller caller(HttpServletRequest request) {
    checkOpen();
    return accepted(authenticator.authenticate(credentials(request)));
  }

  /**
   * Who wants to listen; where the anonymous policy lets it, {@link Caller#ANONYMOUS}.
   *
   * @throws RefusedException {@code unauthenticated}, or {@code unavailable} while the hub does not
   *     serve or cannot check the credential
   */
  public Caller listener(HttpServletRequest request) {
    checkOpen();
    return accepted(authenticator.authenticateOrObserve(credentials(request)));
  }

  /**
   * Who comes to a door that is open to everybody: {@link Caller#ANONYMOUS} where the request has
   * no credential, whatever the anonymous policy says of what is to be watched.
   *
   * @throws RefusedException {@code unauthenticated} for a bad credential, or {@code unavailable}
   *     while the hub does not serve or cannot check it
   */
  public Caller visitor(HttpServletRequest request) {
    checkOpen();
    return accepted(authenticator.authenticateOrVisit(credentials(request)));
  }

  /** Whether the request has no credential at all, not even a bad one. */
  public boolean isWithoutCredential(HttpServletRequest request) {
    return credentials(request).isNone();
  }

  /** Whether somebody may hear a topic. */
  public boolean mayListen(Caller caller, Topic topic) {
    return switchboard.refusalToListen(caller, topic) == null;
  }

  /**
   * Lets only those pass who may hear these topics.
   *
   * @throws RefusedException {@code unauthenticated}, {@code forbidden} or {@code not_found}
   */
  public void checkListening(Caller caller, Iterable<Topic> topics) {
    for (Topic topic : topics) {
      Refusal refusal = switchboard.refusalToListen(caller, topic);
      if (refusal != null) {
        throw new RefusedException(refusal);
      }
    }
  }

  /**
   * To be called when a connection has been registered with the hub, and when it has been renewed:
   * a credential that was revoked just before that has closed only those that had it. The same
   * holds for a hub that has just stopped serving.
   */
  public void checkAgain(Connection connection) {
    if (!authenticator.stillHolds(connection.caller())) {
      connection.close(CloseCode.UNAUTHENTICATED);
    } else if (!open.getAsBoolean()) {
      connection.close(CloseCode.GOING_AWAY);
    }
  }

  /**
   * Takes a place for one more live connection.
   *
   * @param address the peer's
   * @return to be closed when the connection ends
   * @throws RefusedException {@code rate_limited}
   */
  public Admission.Lease admit(Caller caller, String address) {
    return switch (connections.admit(caller, address)) {
      case Admission.Admitted admitted -> admitted.lease();
      case Admission.Refused refused -> throw new RefusedException(refused.refusal());
    };
  }

  /**
   * A newer credential for a live connection.
   *
   * @param topics what the connection hears
   * @throws RefusedException {@code unauthenticated}, {@code unavailable} where it cannot be
   *     checked now, or {@code forbidden} if it is somebody else's or does not let its owner hear
   *     that
   */
  public Caller renewed(Caller current, String token, Iterable<Topic> topics) {
    Caller newer = accepted(authenticator.renew(current, token));
    checkListening(newer, topics);
    return newer;
  }

  /** Asked before anything else: which credentials hold is not known either. */
  private void checkOpen() {
    if (!open.getAsBoolean()) {
      throw new RefusedException(
          Refusal.unavailable("This hub does not serve now; another may.", RETRY));
    }
  }

  private static Caller accepted(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Accepted accepted -> accepted.caller();
      case Authentication.Refused refused -> throw new RefusedException(refused.refusal());
    };
  }

  private Credentials credentials(HttpServletRequest request) {
    return Credentials.of(headers(request), queryToken(request), origin(request));
  }

  /** The token in the query; where there are several, they are one bad one. */
  private static @Nullable String queryToken(HttpServletRequest request) {
    // Looked for first, because asking for parameters would read the body of a form.
    String query = request.getQueryString();
    if (query == null || !query.contains("token")) {
      return null;
    }
    String[] tokens = request.getParameterValues("token");
    return tokens == null ? null : String.join(",", tokens);
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  /**
   * Lets only requests of web origins pass that may talk to the hub.
   *
   * @throws RefusedException {@code forbidden}
   */
  void checkOrigin(RequestOrigin origin) {
    Refusal refusal = origins.refusal(origin);
    if (refusal != null) {
      throw new RefusedException(refusal);
    }
  }
}
