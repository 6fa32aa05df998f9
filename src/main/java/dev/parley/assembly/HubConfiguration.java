package dev.parley.assembly;

import static dev.parley.operations.ConfigurationKey.*;

import dev.parley.collaboration.Deadlines;
import dev.parley.delivery.HubSettings;
import dev.parley.door.WebSocketSettings;
import dev.parley.identity.IdentitySettings;
import dev.parley.journal.JournalSettings;
import dev.parley.operations.Settings;
import dev.parley.presence.PresenceSettings;
import dev.parley.rooms.RoomSettings;
import dev.parley.store.StoreSettings;
import dev.parley.switchboard.LimitSettings;
import dev.parley.vocabulary.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, in the records of those who go by it.
 *
 * @param data where the embedded store and the administrator's key are
 * @param developmentKey whether tokens are verified with the key in the data directory
 * @param visitors whether the Agents door is open to those without a credential
 * @param maxBody bytes of a JSON body at most
 * @param maxAttachment bytes of a file in a room at most
 * @param boardSize agents on the status board at most
 * @param deadlines after how long what is not done ends
 * @param activityRetention how long activities are kept
 * @param rooms what holds for rooms that do not say otherwise
 * @param roomPaths where the Rooms door is
 * @param presence who sees whom
 * @param notificationRetention how long notifications are kept that need not be kept any longer
 * @param auditRetention how long it is kept who did what
 * @param contentRetention how long it is kept how it stood with what is being made
 * @param comments how often a quiet stream of events is sent a comment
 * @param demo whether agents of the hub's own do things
 * @param metricsOpen whether everybody may see the metrics
 */
record HubConfiguration(
    Path data,
    StoreSettings store,
    JournalSettings journal,
    HubSettings hub,
    IdentitySettings identity,
    boolean developmentKey,
    LimitSettings limits,
    WebSocketSettings webSockets,
    boolean visitors,
    int maxBody,
    long maxAttachment,
    int boardSize,
    Deadlines.Settings deadlines,
    Duration activityRetention,
    RoomSettings rooms,
    Set<String> roomPaths,
    PresenceSettings presence,
    Duration notificationRetention,
    Duration auditRetention,
    Duration contentRetention,
    Duration comments,
    boolean demo,
    boolean metricsOpen) {

  private static final String DEFAULT_DATA = "parley-data";
  private static final String EMBEDDED_STORE = "store";
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]{1,64}){1,8}");

  private static final Set<String> ROOM_PATHS =
      new LinkedHashSet<>(List.of("/realtime", "/development", "/production"));

  /**
   * Reads and checks the configuration of a hub that is to serve.
   *
   * @param embedded whether it runs in its own server
   * @throws IllegalArgumentException with a message for the operator
   */
  static HubConfiguration toServe(Settings settings, boolean embedded) {
    Exposure exposure = embedded ? Exposure.of(settings) : Exposure.UNKNOWN;
    HubConfiguration configuration = read(settings, exposure);
    exposure.check(settings, configuration.developmentKey());
    return configuration;
  }

  /**
   * Reads the configuration for one who works on the data. What a hub of it may do is not looked
   * at: it may have been told more on its own command line.
   *
   * @throws IllegalArgumentException with a message for the operator
   */
  static HubConfiguration toAdminister(Settings settings) {
    return read(settings, Exposure.of(settings));
  }

  private static HubConfiguration read(Settings settings, Exposure exposure) {
    settings.check();
    Path data = Path.of(settings.text(DATA).orElse(DEFAULT_DATA)).toAbsolutePath().normalize();
    StoreSettings store = store(settings, data);
    IdentitySettings identity = identity(settings, exposure);
    return new HubConfiguration(
        data,
        store,
        journal(settings, store.directory() == null),
        hub(settings),
        identity,
        exposure.developmentKey(settings, identity.jwt()),
        limits(settings),
        webSockets(settings),
        !settings.word(ANONYMOUS_AGENTS).map("none"::equals).orElse(false),
        (int) settings.size(HTTP_MAX_BODY, 256 << 10),
        settings.size(ATTACHMENTS_MAX_SIZE, 10 << 20),
        settings.number(AGENTS_BOARD_SIZE, 2_000),
        new Deadlines.Settings(
            settings.duration(ACTIVITY_TIMEOUT, Duration.ofHours(1)),
            settings.duration(AGENTS_FORGET_AFTER, Duration.ofDays(30))),
        settings.duration(ACTIVITIES_RETENTION, Duration.ofDays(30)),
        rooms(settings),
        roomPaths(settings),
        presence(settings),
        settings.duration(NOTIFICATIONS_RETENTION, Duration.ofDays(30)),
        settings.duration(AUDIT_RETENTION, Duration.ofDays(365)),
        settings.duration(CONTENT_RETENTION, Duration.ofDays(30)),
        settings.duration(SSE_COMMENTS, Duration.ofSeconds(15)),
        settings.flag(DEMO),
        settings.flag(METRICS_OPEN));
  }

  private static StoreSettings store(Settings settings, Path data) {
    String url = settings.optionalText(DB_URL);
    String jndi = settings.optionalText(DB_JNDI);
    return new StoreSettings(
        url == null && jndi == null ? data.resolve(EMBEDDED_STORE) : null,
        url,
        jndi,
        settings.optionalText(DB_USER),
        settings.optionalText(DB_PASSWORD),
        settings.number(DB_POOL_SIZE, StoreSettings.DEFAULT_POOL_SIZE),
        settings.duration(DB_CONNECT_TIMEOUT, Duration.ofSeconds(2)));
  }

  private static JournalSettings journal(Settings settings, boolean shared) {
    JournalSettings standard = JournalSettings.DEFAULT;
    return new JournalSettings(
        settings.number(JOURNAL_BATCH_COMMANDS, standard.batchCommands()),
        settings.size(JOURNAL_BATCH_BYTES, standard.batchBytes()),
        settings.number(JOURNAL_QUEUE_COMMANDS, standard.queueCommands()),
        settings.size(JOURNAL_QUEUE_BYTES, standard.queueBytes()),
        settings.duration(JOURNAL_DEADLINE, standard.deadline()),
        settings.duration(JOURNAL_ANSWER_TIMEOUT, standard.answerTimeout()),
        settings.duration(IDEMPOTENCY_RETENTION, standard.idempotencyRetention()),
        settings.duration(JOURNAL_RETENTION, standard.retention()),
        shared ? settings.duration(JOURNAL_LEASE, Duration.ofSeconds(5)) : null);
  }

  private static HubSettings hub(Settings settings) {
    HubSettings standard = HubSettings.defaults();
    int ring = settings.number(TOPIC_RING, standard.ringEvents());
    return new HubSettings(
        settings.number(DELIVERY_LOOPS, standard.loops()),
        ring,
        settings.size(TOPIC_RING_BYTES, standard.ringBytes()),
        settings.number(DELIVERY_PAGE_SIZE, standard.pageSize()),
        standard.pageBytes(),
        standard.pageReads(),
        settings.duration(DELIVERY_STALL, standard.stall()),
        settings.number(DELIVERY_MAX_LAG).orElse(standard.maxLag()),
        settings.number(DELIVERY_OUTBOX_FRAMES, standard.outboxFrames()),
        settings.size(DELIVERY_OUTBOX_BYTES, standard.outboxBytes()),
        standard.maxWriteFrames(),
        standard.maxWriteBytes(),
        settings.duration(HEARTBEAT_INTERVAL, standard.pingInterval()),
        settings.duration(HEARTBEAT_TIMEOUT, standard.silence()),
        standard.flushTimeout(),
        standard.releaseTimeout());
  }

  private static IdentitySettings identity(Settings settings, Exposure exposure) {
    IdentitySettings.Jwt standard = IdentitySettings.Jwt.DEFAULTS;
    return new IdentitySettings(
        new IdentitySettings.Jwt(
            settings.optionalText(JWT_KEY),
            settings.optionalText(JWT_KEY_LOCATION),
            settings.word(JWT_ALGORITHM).orElse(standard.algorithm()),
            settings.optionalText(JWT_ISSUER),
            settings.list(JWT_AUDIENCES),
            Duration.ofSeconds(settings.number(JWT_CLOCK_SKEW, 0)),
            settings.number(JWT_TOKEN_AGE).map(Duration::ofSeconds).orElse(null),
            settings.text(JWT_USER_CLAIM).orElse(standard.userClaim()),
            role(settings.word(JWT_DEFAULT_ROLE).orElse("member")),
            settings.optionalText(JWT_HS256_SECRET)),
        exposure.anonymous(settings),
        settings.list(CORS_ORIGINS),
        exposure.isLoopback(),
        settings.optionalText(BOOTSTRAP_ADMIN_KEY));
  }

  private static @Nullable Role role(String name) {
    return Role.ofWireName(name).orElse(null);
  }

  private static LimitSettings limits(Settings settings) {
    LimitSettings standard = LimitSettings.DEFAULTS;
    return new LimitSettings(
        settings.number(LIMITS_ACTIVITIES, standard.activitiesPerSecond()),
        settings.number(LIMITS_ACTIVITY_BURST, standard.activityBurst()),
        settings.number(LIMITS_CONNECTIONS_USER, standard.connectionsPerUser()),
        settings.number(LIMITS_CONNECTIONS_ADDRESS, standard.connectionsPerAddress()),
        settings.number(LIMITS_MESSAGES_USER, standard.messagesPerUser()),
        settings.number(LIMITS_MESSAGES_ROOM, standard.messagesPerRoom()),
        settings.number(LIMITS_ROOMS_USER, standard.roomsPerUser()),
        settings.number(LIMITS_UPDATES, standard.updatesPerUser()),
        settings.number(LIMITS_UPLOADS, standard.uploadsPerUser()),
        settings.factors(PLANS_MULTIPLIER));
  }

  private static RoomSettings rooms(Settings settings) {
    return new RoomSettings(
        settings.word(ROOMS_AUTO_CREATE).map("true"::equals).orElse(true),
        settings.duration(MESSAGES_TTL, RoomSettings.DEFAULTS.messageTtl()));
  }

  private static Set<String> roomPaths(Settings settings) {
    Set<String> paths = settings.list(ROOMS_PATHS);
    for (String path : paths) {
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException(
            ROOMS_PATHS.key() + ": " + path + " is no path, such as /realtime.");
      }
    }
    return paths.isEmpty() ? ROOM_PATHS : paths;
  }

  /** A device of which nobody says that it has ended lasts as long as a silent connection may. */
  private static PresenceSettings presence(Settings settings) {
    return new PresenceSettings(
        !settings.word(PRESENCE_SCOPE).map("rooms"::equals).orElse(false),
        settings.number(PRESENCE_SCOPE_LIMIT, 200),
        PresenceSettings.GRACE,
        settings.duration(HEARTBEAT_TIMEOUT, HubSettings.defaults().silence()));
  }

  private static WebSocketSettings webSockets(Settings settings) {
    return new WebSocketSettings(
        (int) settings.size(WEBSOCKET_MAX_FRAME, 64 << 10),
        settings.number(WEBSOCKET_FRAMES_PER_SECOND, 50),
        settings.number(WEBSOCKET_FRAME_BURST, 100));
  }
}
