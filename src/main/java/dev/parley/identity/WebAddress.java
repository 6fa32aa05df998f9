package dev.parley.identity;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and port in one spelling, so that equal ones compare equal: lower case, no trailing dot,
 * IPv6 in its full form, the port always given.
 *
 * <p>Reads a narrow grammar rather than all that RFC 3986 allows: no user information, no path, no
 * zone, no percent signs, and of IPv4 only four plain decimal numbers. Whatever else a parser
 * elsewhere may take for a loopback name is not one here.
 *
 * @param scheme {@code http}, {@code https} or a scheme of its own, in lower case
 * @param host the host; IPv6 in brackets
 * @param port the port, or -1 where the scheme has no known one
 */
record WebAddress(String scheme, String host, int port) {

  private static final Pattern ORIGIN =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\\\@\\s]+)");
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9._-]{1,254})(?::([0-9]{1,5}))?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** The address that an {@code Origin} field names; null where it is not one. */
  static @Nullable WebAddress ofOrigin(String origin) {
    Matcher matcher = ORIGIN.matcher(origin);
    return matcher.matches() ? of(matcher.group(1), matcher.group(2)) : null;
  }

  /** The address that a {@code Host} field names; null where it is not one. */
  static @Nullable WebAddress ofHost(String host, boolean secure) {
    return of(secure ? "https" : "http", host);
  }

  private static @Nullable WebAddress of(String anyScheme, String authority) {
    Matcher matcher = AUTHORITY.matcher(authority);
    if (!matcher.matches()) {
      return null;
    }
    String scheme = anyScheme.toLowerCase(Locale.ROOT);
    String host = canonicalHost(matcher.group(1));
    String digits = matcher.group(2);
    int port = digits == null ? defaultPort(scheme) : Integer.parseInt(digits);
    return host == null || port > 65_535 || port == 0 ? null : new WebAddress(scheme, host, port);
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> -1;
    };
  }

  private static @Nullable String canonicalHost(String host) {
    if (host.startsWith("[")) {
      InetAddress address = literal(host.substring(1, host.length() - 1));
      if (address == null) {
        return null;
      }
      // An IPv4-mapped address keeps a spelling of its own: it is not the IPv4 address to
      // everybody.
      return address instanceof Inet4Address
          ? "[::ffff:" + address.getHostAddress() + "]"
          : "[" + address.getHostAddress() + "]";
    }
    String name = host.toLowerCase(Locale.ROOT);
    boolean rooted = name.endsWith(".") && name.length() > 1;
    name = rooted ? name.substring(0, name.length() - 1) : name;
    return name.startsWith(".") || name.endsWith(".") || name.contains("..") ? null : name;
  }

  /** Whether it is {@code localhost}, a name below it, or a loopback address. */
  boolean isLoopback() {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[0:0:0:0:0:0:0:1]")
        || (host.startsWith("127.") && IPV4.matcher(host).matches());
  }

  /** Whether that text is a loopback address; never asks a name service. */
  static boolean isLoopbackAddress(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    InetAddress parsed = literal(address);
    return parsed != null && parsed.isLoopbackAddress();
  }

  private static @Nullable InetAddress literal(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      // A literal is only parsed, no name is looked up.
      return InetAddress.getByName(text);
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }
}
