package dev.parley.launcher.embedded;

/**
 * The attributes of the servlet context through which the embedded server and the application know
 * of each other. The application uses the names as they are written here; on another server nobody
 * sets or reads them.
 */
public final class Attributes {
  /**
   * Set by the server before the application starts: the address it listens on, as a {@code String}
   * like {@code http://127.0.0.1:8000}.
   */
  public static final String ADDRESS = "dev.parley.address";

  /**
   * Set by the application while it starts, if it likes: a {@code String} to be printed on standard
   * output when it is ready. Meant for the first start.
   */
  public static final String GREETING = "dev.parley.greeting";

  /**
   * Set by the application while it starts: a {@link Runnable} that is run once before the server
   * stops, while requests are still answered. It turns readiness off, says good-bye to those who
   * are connected, and returns when everything that was accepted is durable. It has {@code
   * parley.shutdown.timeout} for that; then its thread is interrupted.
   */
  public static final String DRAIN = "dev.parley.drain";

  /**
   * Set by the application when it cannot be started as it is configured: a {@code String} for the
   * operator that says what to change. The start then ends with this and nothing else.
   */
  public static final String REFUSAL = "dev.parley.refusal";

  private Attributes() {}
}
