package dev.parley.operations;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be configured: name, form, default, and a sentence for the operator. The
 * documentation's table is checked against this list.
 */
public enum ConfigurationKey {
  HTTP_HOST(
      "parley.http.host",
      Form.TEXT,
      "localhost",
      "The address that the embedded server listens on; localhost is 127.0.0.1 and, where it exists, ::1."),
  HTTP_PORT(
      "parley.http.port",
      Form.number(0, 65_535),
      "8000",
      "The port that the embedded server listens on; 0 takes a free one."),
  TLS_CERT(
      "parley.tls.cert",
      Form.TEXT,
      null,
      "A PEM file with the certificate of the embedded server and those that vouch for it; read again when it changes."),
  TLS_KEY(
      "parley.tls.key",
      Form.TEXT,
      null,
      "A PEM file with the key of that certificate (PKCS #8, unencrypted)."),
  HTTP_BEHIND_PROXY(
      "parley.http.behind-proxy",
      Form.FLAG,
      "false",
      "Whether a proxy stands in front of the embedded server, whose Forwarded or X-Forwarded-* fields are believed; nobody else may reach the server then."),
  HTTP_IDLE_TIMEOUT(
      "parley.http.idle-timeout",
      Form.duration("1ms", "1h"),
      "60s",
      "After how long the embedded server closes an HTTP connection on which nothing happens."),
  HTTP_THREADS(
      "parley.http.threads",
      Form.number(8, 10_000),
      "200",
      "Threads of the embedded server at most."),
  HTTP_MAX_BODY(
      "parley.http.max-body",
      Form.size(1_024, 64 << 20),
      "256KiB",
      "How large a JSON body may be."),
  SHUTDOWN_TIMEOUT(
      "parley.shutdown.timeout",
      Form.duration("1ms", "10m"),
      "20s",
      "How long the embedded server gives the hub to finish what it has accepted."),
  DATA(
      "parley.data",
      Form.TEXT,
      "./parley-data",
      "The directory that holds the embedded store and the administrator's key."),
  CONFIG(
      "parley.config",
      Form.TEXT,
      "<data>/parley.properties",
      "A file with further settings; read by the embedded server."),
  DEMO(
      "parley.demo",
      Form.FLAG,
      "false",
      "Whether agents of the hub's own do things, so that who looks for the first time sees it alive."),
  LOG_LEVEL(
      "parley.log.level",
      Form.words("ERROR", "WARN", "INFO", "DEBUG", "TRACE"),
      "INFO",
      "How much the hub writes to the embedded server's log."),
  LOG_LIBRARIES(
      "parley.log.libraries",
      Form.words("ERROR", "WARN", "INFO", "DEBUG", "TRACE"),
      "WARN",
      "How much the libraries write to the embedded server's log."),

  DB_URL(
      "parley.db.url",
      Form.TEXT,
      null,
      "The JDBC address of a PostgreSQL database; without it the embedded store in the data directory is used."),
  DB_JNDI(
      "parley.db.jndi",
      Form.TEXT,
      null,
      "The JNDI name of the application server's data source for a PostgreSQL database, instead of the address."),
  DB_USER("parley.db.user", Form.TEXT, null, "The user of that database."),
  DB_PASSWORD("parley.db.password", Form.SECRET, null, "The password of that user."),
  DB_POOL_SIZE(
      "parley.db.pool-size",
      Form.number(2, 1_000),
      "10",
      "Connections to the database at most; one is the journal's."),
  DB_CONNECT_TIMEOUT(
      "parley.db.connect-timeout",
      Form.duration("250ms", "60s"),
      "2s",
      "How long to wait for a connection before the database counts as unreachable."),

  JOURNAL_BATCH_COMMANDS(
      "parley.journal.batch-commands",
      Form.number(1, 10_000),
      "256",
      "Commands in one transaction at most."),
  JOURNAL_BATCH_BYTES(
      "parley.journal.batch-bytes",
      Form.size(1_024, 64 << 20),
      "1MiB",
      "How large the commands of one transaction may be together."),
  JOURNAL_QUEUE_COMMANDS(
      "parley.journal.queue-commands",
      Form.number(2, 1_000_000),
      "4096",
      "Commands that may wait; one more is refused as unavailable."),
  JOURNAL_QUEUE_BYTES(
      "parley.journal.queue-bytes",
      Form.size(1_024, 1 << 30),
      "32MiB",
      "How large the waiting commands may be together."),
  JOURNAL_DEADLINE(
      "parley.journal.deadline",
      Form.duration("100ms", "60s"),
      "5s",
      "How long a command may wait; then it is refused unexecuted. Readiness goes down when the oldest has waited so long."),
  JOURNAL_ANSWER_TIMEOUT(
      "parley.journal.answer-timeout",
      Form.duration("100ms", "5m"),
      "15s",
      "How long a caller waits while the outcome of a commit is unknown."),
  JOURNAL_RETENTION(
      "parley.journal.retention",
      Form.duration("1s", "3650d"),
      "7d",
      "How long events are kept for clients that go on where they left off; who comes later is told resync."),
  JOURNAL_LEASE(
      "parley.journal.lease",
      Form.duration("1s", "1m"),
      "5s",
      "How long a hub on PostgreSQL has the database to itself without saying so again. Another hub waits that long when the first has died."),
  IDEMPOTENCY_RETENTION(
      "parley.idempotency.retention",
      Form.duration("1m", "365d"),
      "24h",
      "How long the answers to requests with an Idempotency-Key are kept."),

  TOPIC_RING(
      "parley.topic.ring",
      Form.number(1, 1_000_000),
      "4096",
      "How many of its newest events a topic keeps in memory."),
  TOPIC_RING_BYTES(
      "parley.topic.ring-bytes",
      Form.size(1_024, 1 << 30),
      "8MiB",
      "How large these may be together."),
  DELIVERY_LOOPS(
      "parley.delivery.loops",
      Form.number(1, 256),
      "as many as processors",
      "Threads that bring events to connections."),
  DELIVERY_STALL(
      "parley.delivery.stall",
      Form.duration("100ms", "10m"),
      "10s",
      "How long a connection may accept no byte of a write before it is closed with 1013."),
  DELIVERY_MAX_LAG(
      "parley.delivery.max-lag",
      Form.number(1, 100_000_000),
      "16384",
      "How many events a connection that was once level may be behind before it is closed with 1013."),
  DELIVERY_OUTBOX_FRAMES(
      "parley.delivery.outbox-frames",
      Form.number(1, 1_000_000),
      "1024",
      "Replies and events without offset that may wait for one connection."),
  DELIVERY_OUTBOX_BYTES(
      "parley.delivery.outbox-bytes",
      Form.size(1_024, 1 << 30),
      "2MiB",
      "How large these may be together."),
  DELIVERY_PAGE_SIZE(
      "parley.delivery.page-size",
      Form.number(1, 10_000),
      "500",
      "Events in one read from the journal."),
  HEARTBEAT_INTERVAL(
      "parley.heartbeat.interval",
      Form.duration("100ms", "10m"),
      "30s",
      "How often a WebSocket is sent a ping frame."),
  HEARTBEAT_TIMEOUT(
      "parley.heartbeat.timeout",
      Form.duration("200ms", "1h"),
      "60s",
      "How long a WebSocket may be silent before it is closed with 4408."),

  WEBSOCKET_MAX_FRAME(
      "parley.websocket.max-frame",
      Form.size(1_024, 16 << 20),
      "64KiB",
      "How large a client's message may be; a larger one closes the connection with 1009."),
  WEBSOCKET_DEFLATE(
      "parley.websocket.deflate",
      Form.FLAG,
      "false",
      "Whether the embedded server offers to compress messages."),
  WEBSOCKET_FRAMES_PER_SECOND(
      "parley.websocket.frames-per-second",
      Form.number(1, 100_000),
      "50",
      "Messages that one connection may send in the long run."),
  WEBSOCKET_FRAME_BURST(
      "parley.websocket.frame-burst",
      Form.number(1, 100_000),
      "100",
      "Messages that one connection may send at once; who goes on is closed with 1008."),
  SSE_COMMENTS(
      "parley.sse.comment-interval",
      Form.duration("100ms", "5m"),
      "15s",
      "How often a quiet stream of server-sent events is sent a comment."),

  AGENTS_BOARD_SIZE(
      "parley.agents.board-size",
      Form.number(1, 100_000),
      "2000",
      "Agents that the status board holds at most."),
  AGENTS_FORGET_AFTER(
      "parley.agents.forget-after",
      Form.duration("1s", "3650d"),
      "30d",
      "After how long without an activity an agent leaves the status board."),
  ACTIVITIES_RETENTION(
      "parley.activities.retention",
      Form.duration("1s", "3650d"),
      "30d",
      "How long activities are kept, but for the newest 1,000 and those that are active."),
  ACTIVITY_TIMEOUT(
      "parley.activity.timeout",
      Form.duration("1s", "365d"),
      "1h",
      "After how long an activity that nobody has completed expires."),
  ROOMS_PATHS(
      "parley.rooms.paths",
      Form.LIST,
      "/realtime,/development,/production",
      "Where the WebSocket of the rooms is."),
  ROOMS_AUTO_CREATE(
      "parley.rooms.auto-create",
      Form.FLAG,
      "true",
      "Whether a room is made where somebody joins or writes and there is none."),
  MESSAGES_TTL(
      "parley.messages.ttl",
      Form.duration("1s", "3650d"),
      "30d",
      "How long messages are kept; a room may say less."),
  PRESENCE_SCOPE(
      "parley.presence.scope",
      Form.words("all", "rooms"),
      "all",
      "Who sees who is there: all, or those who share a room."),
  PRESENCE_SCOPE_LIMIT(
      "parley.presence.scope-limit",
      Form.number(1, 100_000),
      "200",
      "With more users connected, 'all' acts as 'rooms'; and where more of a room's members are connected, the room makes nobody told."),
  ATTACHMENTS_MAX_SIZE(
      "parley.attachments.max-size",
      Form.size(1_024, 1 << 30),
      "10MiB",
      "How large a file in a room may be."),
  NOTIFICATIONS_RETENTION(
      "parley.notifications.retention",
      Form.duration("1m", "3650d"),
      "30d",
      "How long notifications are kept after they were read; those for everybody, after they were sent."),
  CONTENT_RETENTION(
      "parley.content.retention",
      Form.duration("1m", "3650d"),
      "30d",
      "How long it is kept how it stood with what is being made, after it was told."),

  AUDIT_RETENTION(
      "parley.audit.retention",
      Form.duration("1d", "3650d"),
      "365d",
      "How long it is kept who did what to what is not only theirs."),

  LIMITS_ACTIVITIES(
      "parley.limits.activities-per-second",
      Form.number(1, 1_000_000),
      "10",
      "Activities of one agent that are recorded in a second, in the long run."),
  LIMITS_ACTIVITY_BURST(
      "parley.limits.activity-burst",
      Form.number(1, 1_000_000),
      "20",
      "Activities of one agent that are recorded at once."),
  LIMITS_CONNECTIONS_USER(
      "parley.limits.connections-per-user",
      Form.number(1, 1_000_000),
      "10",
      "Live connections of one user; agents, services and administrators are exempt."),
  LIMITS_CONNECTIONS_ADDRESS(
      "parley.limits.connections-per-address",
      Form.number(1, 1_000_000),
      "1000",
      "Live connections without a credential from one address."),
  LIMITS_MESSAGES_USER(
      "parley.limits.messages-per-user",
      Form.number(1, 1_000_000),
      "20",
      "What one caller may say and do in rooms in a second."),
  LIMITS_MESSAGES_ROOM(
      "parley.limits.messages-per-room",
      Form.number(1, 1_000_000),
      "50",
      "Messages in one room in a second."),
  LIMITS_ROOMS_USER(
      "parley.limits.rooms-per-user",
      Form.number(1, 1_000_000),
      "60",
      "Rooms that one caller may make in an hour."),
  LIMITS_UPDATES(
      "parley.limits.updates-per-user",
      Form.number(1, 1_000_000),
      "50",
      "Notifications, statuses, presence and changes of rooms of one caller in a second, in the long run; twice as many at once."),
  LIMITS_UPLOADS(
      "parley.limits.uploads-per-user",
      Form.number(1, 1_000_000),
      "100",
      "Files that one caller may bring to rooms in an hour."),
  PLANS_MULTIPLIER(
      "parley.plans.<name>.multiplier",
      Form.FACTOR,
      "1",
      "How many times the limits of activities, messages, rooms, updates, files and connections callers have whose token names that plan in its claim 'plan'; in the environment the plan's name is taken in small letters."),

  ANONYMOUS(
      "parley.anonymous",
      Form.words("none", "observe"),
      "observe on loopback, else none",
      "Whether somebody without a credential may watch by WebSocket and server-sent events."),
  ANONYMOUS_PUBLIC(
      "parley.anonymous.public",
      Form.FLAG,
      "false",
      "Says that parley.anonymous=observe is meant also where others than this machine can reach the embedded server; else it does not start."),
  ANONYMOUS_AGENTS(
      "parley.anonymous.agents",
      Form.words("connect", "none"),
      "connect",
      "Whether somebody without a credential may connect to /ws, to be told nothing but what everybody is notified of."),
  CORS_ORIGINS(
      "parley.cors.allowed-origins",
      Form.LIST,
      "the hub's own; on loopback every loopback origin",
      "Origins of web pages that may use the hub, separated by commas; * is every one."),
  JWT_USER_CLAIM(
      "parley.jwt.user-claim", Form.TEXT, "sub", "The claim of a token that names the user."),
  JWT_DEFAULT_ROLE(
      "parley.jwt.default-role",
      Form.words("none", "observer", "member", "agent", "admin"),
      "member",
      "The role of a token whose groups name none of the hub's."),
  JWT_KEY(
      "mp.jwt.verify.publickey",
      Form.SECRET,
      null,
      "The public key of those who sign tokens: PEM, base64 of DER, JWK or JWK set."),
  JWT_KEY_LOCATION(
      "mp.jwt.verify.publickey.location",
      Form.TEXT,
      null,
      "Where that key is: a file's path, a file: or a classpath: address, or the http: or https: address of a JWK set."),
  JWT_ALGORITHM(
      "mp.jwt.verify.publickey.algorithm",
      Form.words("RS256", "ES256"),
      "RS256",
      "How tokens are signed."),
  JWT_HS256_SECRET(
      "parley.jwt.hs256-secret",
      Form.SECRET,
      null,
      "A secret of 32 bytes or more shared with those who sign tokens; tokens signed by it with HS256 are accepted too."),
  JWT_DEVELOPMENT_KEY(
      "parley.jwt.development-key",
      Form.FLAG,
      "true in the embedded server where no other key is set; has to be said beyond loopback",
      "Whether tokens are accepted that are signed with the key that the hub has made in its data directory; parley.war token prints such."),
  JWT_ISSUER(
      "mp.jwt.verify.issuer",
      Form.TEXT,
      null,
      "The only issuer whose tokens are accepted; without it every one is whose key fits."),
  JWT_AUDIENCES(
      "mp.jwt.verify.audiences",
      Form.LIST,
      null,
      "Audiences of which a token has to name one, separated by commas; without it any will do."),
  JWT_CLOCK_SKEW(
      "mp.jwt.verify.clock.skew",
      Form.number(0, 3_600),
      "0",
      "Seconds that the issuer's clock may be off."),
  JWT_TOKEN_AGE(
      "mp.jwt.verify.token.age",
      Form.number(1, 31_536_000),
      null,
      "Seconds after its making for which a token is accepted; without it until it expires."),
  BOOTSTRAP_ADMIN_KEY(
      "parley.bootstrap.admin.key",
      Form.SECRET,
      "made at the first start, in <data>/admin.key",
      "An administrator's API key of 16 characters or more; as PARLEY_BOOTSTRAP_ADMIN_KEY in the environment."),
  METRICS_OPEN(
      "parley.metrics.open",
      Form.FLAG,
      "false",
      "Whether /metrics needs no credential beyond loopback either.");

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // A record with a copied list.
  private final Form form;

  private final @Nullable String standard;
  private final String sentence;

  ConfigurationKey(String key, Form form, @Nullable String standard, String sentence) {
    this.key = key;
    this.form = form;
    this.standard = standard;
    this.sentence = sentence;
  }

  /** The name of the property, for example {@code parley.http.port}. */
  public String key() {
    return key;
  }

  /** The name in the environment, for example {@code PARLEY_HTTP_PORT}. */
  public String environmentName() {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** What a value looks like. */
  public Form form() {
    return form;
  }

  /** What holds where nothing is configured, in words; null where that is nothing. */
  public @Nullable String standard() {
    return standard;
  }

  /** What it is for. */
  public String sentence() {
    return sentence;
  }

  /**
   * What a value looks like.
   *
   * @param kind how it is read
   * @param min the smallest number, of bytes or milliseconds where it is a size or a duration
   * @param max the greatest
   * @param words the values there are, where they are few; else empty
   */
  public record Form(Kind kind, long min, long max, List<String> words) {
    static final Form TEXT = new Form(Kind.TEXT, 0, 0, List.of());
    static final Form SECRET = new Form(Kind.SECRET, 0, 0, List.of());
    static final Form LIST = new Form(Kind.LIST, 0, 0, List.of());
    static final Form FACTOR = new Form(Kind.FACTOR, 0, 100, List.of());
    static final Form FLAG = new Form(Kind.WORD, 0, 0, List.of("true", "false"));

    public Form {
      words = List.copyOf(words);
    }

    static Form number(long min, long max) {
      return new Form(Kind.NUMBER, min, max, List.of());
    }

    static Form size(long min, long max) {
      return new Form(Kind.SIZE, min, max, List.of());
    }

    static Form duration(String min, String max) {
      return new Form(Kind.DURATION, Units.millis(min), Units.millis(max), List.of());
    }

    static Form words(String... words) {
      return new Form(Kind.WORD, 0, 0, List.of(words));
    }

    /** The acceptable values, to stand after "has to be". */
    public String description() {
      return switch (kind) {
        case TEXT, SECRET -> "a text";
        case LIST -> "a list separated by commas";
        case WORD -> "one of " + String.join(", ", words);
        case NUMBER -> "a whole number from " + min + " to " + max;
        case FACTOR -> "a number more than " + min + " and at most " + max + ", such as 0.5 or 4";
        case SIZE ->
            "a size from " + Units.size(min) + " to " + Units.size(max) + ", such as 64KiB";
        case DURATION ->
            "a time from "
                + Units.duration(min)
                + " to "
                + Units.duration(max)
                + ", such as 500ms, 10s, 5m, 24h or 7d";
      };
    }
  }

  /** How a value is read. */
  public enum Kind {
    TEXT,
    SECRET,
    LIST,
    WORD,
    NUMBER,
    FACTOR,
    SIZE,
    DURATION
  }
}
