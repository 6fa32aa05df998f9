package dev.parley.launcher;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What may be added to the words of a command. */
enum Option {
  HOST(
      "--host",
      "NAME",
      "parley.http.host",
      "address to listen on (127.0.0.1, and ::1 where it exists)"),
  PORT("--port", "NUMBER", "parley.http.port", "port to listen on (8000); 0 takes a free one"),
  DATA("--data", "DIR", "parley.data", "where everything is kept (./parley-data)"),
  CONFIG(
      "--config",
      "FILE",
      "parley.config",
      "properties file with further settings (DIR/parley.properties)"),
  TLS_CERT(
      "--tls-cert",
      "FILE",
      "parley.tls.cert",
      "certificate (PEM, with its chain) to serve TLS with"),
  TLS_KEY("--tls-key", "FILE", "parley.tls.key", "key of the certificate (PEM, PKCS #8)"),
  BEHIND_PROXY(
      "--behind-proxy",
      null,
      "parley.http.behind-proxy",
      "believe the Forwarded or X-Forwarded-* fields of a proxy in front"),
  DEMO("--demo", null, "parley.demo", "let agents of the hub's own do things, to look at"),
  SUB("--sub", "USER", "sub", "the user that the token is for"),
  GROUPS("--groups", "ROLES", "groups", "the user's roles, like member,agent (the hub's default)"),
  TTL("--ttl", "TIME", "ttl", "how long it is good for, like 30m or 12h (1h)"),
  OWNER("--owner", "KIND:ID", "owner", "whose key it is, like user:alice, agent:a1, service:s1"),
  ROLES("--roles", "ROLES", "roles", "what it may do: observer, member, agent, admin"),
  NAME("--name", "TEXT", "name", "what to call it"),
  EXPIRES("--expires", "TIME", "expires", "after what time it ends, like 30d (never)");

  private static final int LARGEST_PORT = 65_535;

  private final String word;
  private final @Nullable String placeholder;
  private final String property;
  private final String description;

  /**
   * @param placeholder stands for the value in the help; null for an option that has none
   * @param property the configuration property that it sets; a name without a dot is a parameter of
   *     the command alone
   */
  Option(String word, @Nullable String placeholder, String property, String description) {
    this.word = word;
    this.placeholder = placeholder;
    this.property = property;
    this.description = description;
  }

  /** As it is typed. */
  String word() {
    return word;
  }

  /** As it is typed, with a word for its value. */
  String usage() {
    return placeholder == null ? word : word + " " + placeholder;
  }

  /** What it sets. */
  String property() {
    return property;
  }

  /** What it is for. */
  String description() {
    return description;
  }

  /** Whether a value belongs to it. */
  boolean hasValue() {
    return placeholder != null;
  }

  /**
   * The value as it is passed on.
   *
   * @throws UsageException if it cannot be meant
   */
  String checked(String value) throws UsageException {
    if (value.isBlank()) {
      throw new UsageException(word + " needs a value");
    }
    switch (this) {
      case PORT:
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > LARGEST_PORT) {
          throw new UsageException(
              word + " needs a number from 0 to " + LARGEST_PORT + ", not \"" + value + "\"");
        }
        return value;
      case DATA:
        return path(value).toString();
      case CONFIG:
      case TLS_CERT:
      case TLS_KEY:
        return readable(path(value)).toString();
      default:
        return value;
    }
  }

  private Path path(String value) throws UsageException {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UsageException(word + " needs a path, not \"" + value + "\"");
    }
  }

  private Path readable(Path file) throws UsageException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UsageException(word + " needs a file that can be read, not " + file);
    }
    return file;
  }
}
