package dev.parley.identity;

/**
 * Tells which requests come from this machine by the will of somebody on this machine.
 *
 * <p>The peer's address alone does not tell: a proxy beside the hub has one too, and so has a
 * person's browser when a page of a foreign site makes it send requests, under that site's own name
 * if its name service is turned to 127.0.0.1 after the page was loaded (DNS rebinding). So the
 * names that the client used must be loopback names as well.
 */
public final class LoopbackRule {
  private LoopbackRule() {}

  /**
   * Whether the request counts as loopback: its peer is a loopback address, no proxy has added
   * fields, its {@code Host} is {@code localhost}, a name below {@code localhost}, in 127.0.0.0/8
   * or {@code [::1]}, and so is its {@code Origin} if it has one.
   */
  public static boolean admits(RequestOrigin request) {
    if (request.forwarded() || !WebAddress.isLoopbackAddress(request.peerAddress())) {
      return false;
    }
    WebAddress host =
        request.host() == null ? null : WebAddress.ofHost(request.host(), request.secure());
    return host != null
        && host.isLoopback()
        && (request.origin() == null || isLoopbackOrigin(request.origin()));
  }

  /**
   * Whether that is a loopback name or address, for example what a server is told to listen on.
   * Never asks a name service; {@code 0.0.0.0} and {@code ::} are not.
   */
  public static boolean isLoopbackHost(String host) {
    WebAddress address = WebAddress.ofHost(host, false);
    return WebAddress.isLoopbackAddress(host) || (address != null && address.isLoopback());
  }

  /** Whether it is an {@code http} or {@code https} origin on a loopback name. */
  static boolean isLoopbackOrigin(String origin) {
    WebAddress address = WebAddress.ofOrigin(origin);
    return address != null
        && (address.scheme().equals("http") || address.scheme().equals("https"))
        && address.isLoopback();
  }
}
