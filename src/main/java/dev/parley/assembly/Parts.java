package dev.parley.assembly;

import dev.parley.administration.Backups;
import dev.parley.audit.AuditQueries;
import dev.parley.audit.AuditRetention;
import dev.parley.collaboration.AgentHandler;
import dev.parley.collaboration.BoardTicker;
import dev.parley.collaboration.CollaborationHandler;
import dev.parley.collaboration.CollaborationQueries;
import dev.parley.collaboration.CollaborationStates;
import dev.parley.collaboration.Deadlines;
import dev.parley.collaboration.DecisionHandler;
import dev.parley.collaboration.DecisionModel;
import dev.parley.collaboration.DecisionQueries;
import dev.parley.collaboration.SessionQueries;
import dev.parley.collaboration.StatusModel;
import dev.parley.content.ContentHandler;
import dev.parley.content.ContentQueries;
import dev.parley.delivery.Audience;
import dev.parley.delivery.Broker;
import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Dialect;
import dev.parley.delivery.Hub;
import dev.parley.delivery.InMemoryBroker;
import dev.parley.demo.Demo;
import dev.parley.door.Gate;
import dev.parley.door.WebSocketDoor;
import dev.parley.door.agents.AgentsDialect;
import dev.parley.door.agents.AgentsProtocol;
import dev.parley.door.collaboration.CollaborationDialect;
import dev.parley.door.rest.Attachments;
import dev.parley.door.rest.RestDoor;
import dev.parley.door.rooms.RoomsDialect;
import dev.parley.door.sse.EventsDoor;
import dev.parley.files.Spool;
import dev.parley.identity.ApiKeyHandler;
import dev.parley.identity.ApiKeyIssuer;
import dev.parley.identity.ApiKeyModel;
import dev.parley.identity.Authenticator;
import dev.parley.identity.BootstrapKey;
import dev.parley.identity.DevelopmentKey;
import dev.parley.identity.IdentitySettings;
import dev.parley.identity.OriginPolicy;
import dev.parley.identity.PublishedKeys;
import dev.parley.journal.CommandHandler;
import dev.parley.journal.Journal;
import dev.parley.journal.Model;
import dev.parley.journal.Snapshots;
import dev.parley.notifications.NotificationHandler;
import dev.parley.notifications.NotificationQueries;
import dev.parley.operations.Health;
import dev.parley.operations.HealthCheck;
import dev.parley.operations.Metrics;
import dev.parley.presence.PresenceHandler;
import dev.parley.rooms.RoomStates;
import dev.parley.store.Store;
import dev.parley.switchboard.ConnectionLimits;
import dev.parley.switchboard.Operator;
import dev.parley.switchboard.Queries;
import dev.parley.switchboard.Switchboard;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.Publication;
import dev.parley.vocabulary.Topic;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the hub, made once, in order; ended in reverse. Started and ended by one thread.
 *
 * <p>Who hears what: the journal tells the broker of what is durable, the broker the hub, the hub
 * the connections.
 */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** How long connections may take to go when the hub drains. */
  private static final Duration FAREWELL = Duration.ofSeconds(8);

  private static final int CHECK_SECONDS = 1;

  /** No file is received for longer; what is older belongs to a hub that is gone. */
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(1);

  private final HubConfiguration configuration;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Threads threads;
  private final Store store;
  private final Journal journal;
  private final RoomParts rooms;
  private final Hub hub;
  private final BootstrapKey bootstrapKey;
  private final Health health;
  private final Metrics metrics;
  private final Gate gate;
  private final RestDoor restDoor;
  private final Attachments attachments;
  private final SocketDoors socketDoors;
  private final EventsDoor eventsDoor;
  private final @Nullable Demo demo;

  /**
   * Makes and starts everything. Blocks until the hub can serve.
   *
   * @throws RuntimeException if something cannot be started; nothing stays open then
   */
  Parts(HubConfiguration configuration) {
    this.configuration = configuration;
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    PrometheusMeterRegistry meters = Metrics.newRegistry();
    try {
      opened.push(meters::close);
      threads = opened(new Threads());
      store = opened(Store.open(configuration.store()));
      bootstrapKey =
          BootstrapKey.open(
              configuration.identity().bootstrapAdminKey(), configuration.data(), random);
      // It may write, and once the journal runs only the journal does.
      ApiKeyIssuer issuer = new ApiKeyIssuer(random);
      store.prepare(issuer::readSecret);
      ApiKeyModel keys = new ApiKeyModel(this::revoked);
      StatusModel status = new StatusModel(configuration.boardSize(), this::remarked);
      DecisionModel decisions = new DecisionModel();
      Broker broker = new InMemoryBroker();
      rooms = new RoomParts(configuration.rooms(), clock, broker, this::hub);
      List<CommandHandler> handlers = new ArrayList<>(rooms.handlers());
      handlers.add(new CollaborationHandler(configuration.activityRetention()));
      handlers.add(new DecisionHandler());
      handlers.add(new AgentHandler());
      handlers.add(new ApiKeyHandler());
      handlers.add(new AuditRetention(configuration.auditRetention()));
      handlers.add(new NotificationHandler(configuration.notificationRetention()));
      handlers.add(new ContentHandler(configuration.contentRetention()));
      PresenceParts presence =
          opened(
              new PresenceParts(
                  configuration.presence(), rooms.roster(), broker, this::remarked, clock));
      handlers.add(new PresenceHandler());
      List<Model> models = new ArrayList<>(List.of(status, decisions, keys, rooms.roster()));
      models.addAll(presence.models());
      journal =
          new Journal(
              configuration.journal(),
              store,
              handlers,
              models,
              new Committed(broker, this::superseded),
              Journal.Environment.of(threads.factory(), threads.timer(), threads.blocking()),
              meters);
      Snapshots snapshots = RoomParts.snapshots(store, journal);
      ContentQueries contents = new ContentQueries(snapshots, threads.readers());
      hub =
          opened(
              new Hub(
                  configuration.hub(),
                  new JournalHistory(journal),
                  new States(
                      new CollaborationStates(status),
                      new RoomStates(rooms.queries(snapshots), threads.readers()),
                      contents),
                  presence.attendance(),
                  new Hub.Means(
                      threads.loops(),
                      threads.blocking(),
                      threads.timer(),
                      clock,
                      System::nanoTime,
                      meters)));
      opened.push(broker);
      broker.listen(hub);
      broker.listen(new Overheard(status));
      opened.push(journal);
      journal.start();
      DecisionQueries requests =
          new DecisionQueries(decisions, store::entityManager, threads.timer());
      Queries queries =
          Answers.of(
              new CollaborationQueries(status, store::entityManager, journal::durableStamp),
              new SessionQueries(status, requests, store::entityManager, journal::durableStamp),
              requests,
              keys,
              new NotificationQueries(store::entityManager, journal::durableStamp),
              new AuditQueries(snapshots),
              threads.readers());
      rooms.answer(queries, snapshots);
      presence.answer(queries);
      ContentParts.answer(queries, contents);
      presence.start(threads.timer());
      Switchboard switchboard =
          new Switchboard(
              journal::submit,
              new Passing(presence.typists(), rooms.viewers()),
              queries,
              new RosterReadership(rooms.roster()),
              operator(),
              configuration.limits(),
              meters,
              clock,
              System::nanoTime);
      PublishedKeys published =
          PublishedKeys.open(
              configuration.identity().jwt(),
              threads.blocking(),
              threads.timer(),
              System::nanoTime);
      if (published != null) {
        opened.push(published);
      }
      gate =
          new Gate(
              new Authenticator(identity(random), published, keys, bootstrapKey, clock),
              new OriginPolicy(
                  configuration.identity().allowedOrigins(),
                  configuration.identity().boundToLoopback()),
              new ConnectionLimits(configuration.limits()),
              switchboard,
              journal::serves);
      Dialect dialect = new CollaborationDialect(clock);
      restDoor = new RestDoor(switchboard, issuer, configuration.maxBody());
      attachments =
          new Attachments(switchboard, spool(), configuration.maxAttachment(), threads.blocking());
      socketDoors =
          SocketDoors.of(
              new WebSocketDoor.Means(
                  gate,
                  hub,
                  switchboard,
                  configuration.webSockets(),
                  threads.blocking(),
                  threads.timer(),
                  System::nanoTime),
              dialect,
              new AgentsProtocol(new AgentsDialect(clock), gate, configuration.visitors()),
              new RoomsDialect(clock),
              configuration.roomPaths());
      eventsDoor =
          new EventsDoor(
              gate,
              hub,
              Set.of(Topic.COLLABORATION),
              dialect,
              threads.timer(),
              threads.blocking(),
              configuration.comments());
      health = new Health(checks(), threads.blocking(), threads.timer());
      metrics = new Metrics(meters, new MetricsAccess(gate, configuration.metricsOpen()));
      BoardTicker ticker =
          opened(
              new BoardTicker(
                  status,
                  (board, changed) ->
                      hub.publishLatest(board, changed ? Audience.EVERYBODY : Audience.NEWCOMERS),
                  clock));
      ticker.start(threads.timer());
      opened(
              new Deadlines(
                  status,
                  decisions,
                  configuration.deadlines(),
                  command -> journal.submit(command, Caller.HUB, null),
                  clock))
          .start(threads.timer());
      opened(rooms.expiry(store, journal, threads.readers())).start(threads.timer());
      demo =
          configuration.demo()
              ? opened(
                  new Demo(
                      (command, caller) -> switchboard.handle(command, caller, null),
                      threads.timer(),
                      random))
              : null;
      health.enter(Health.Phase.SERVING);
      if (demo != null) {
        demo.start();
      }
    } catch (SQLException | RuntimeException e) {
      close();
      throw e instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the store cannot be read: " + e.getMessage(), e);
    }
  }

  /** Where files lie while they are received; what an earlier hub has left there goes. */
  private Path spool() {
    Path spool = configuration.data().resolve("uploads");
    try {
      Spool.clear(spool, Instant.now().minus(LONGEST_UPLOAD));
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("What is left of files that were never received whole stays");
    }
    return spool;
  }

  private Operator operator() {
    Backups backups =
        new Backups(
            configuration.data(),
            configuration.store().directory(),
            journal::copyStore,
            threads.blocking());
    return command ->
        switch (command) {
          case OperatorCommand.MakeBackup backup -> backups.make(backup);
        };
  }

  private IdentitySettings identity(SecureRandom random) {
    IdentitySettings identity = configuration.identity();
    return configuration.developmentKey()
        ? identity.withJwt(
            DevelopmentKey.open(configuration.data(), random).verifiedBy(identity.jwt()))
        : identity;
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  private Hub hub() {
    return hub;
  }

  private void revoked(String keyId) {
    hub.closeWhere(caller -> keyId.equals(caller.keyId()), CloseCode.UNAUTHENTICATED);
  }

  /** Every node finds out by itself what it tells its own connections. */
  private void remarked(List<Publication> remarks) {
    hub.published(remarks);
  }

  private void superseded() {
    hub.closeWhere(caller -> true, CloseCode.GOING_AWAY);
  }

  private List<HealthCheck> checks() {
    return List.of(
        new HealthCheck("database", this::askDatabase),
        new HealthCheck("journal", this::askJournal));
  }

  private HealthCheck.Result askDatabase() throws SQLException {
    if (!store.isOpen()) {
      return new HealthCheck.Result(
          false, Map.of("engine", store.engineName(), "problem", "cannot be reached"));
    }
    try (Connection connection = store.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(CHECK_SECONDS);
      statement.execute("select 1 from log");
      return new HealthCheck.Result(true, Map.of("engine", store.engineName()));
    }
  }

  private HealthCheck.Result askJournal() {
    Journal.Status status = journal.status();
    String failure = status.failure();
    return new HealthCheck.Result(
        journal.serves() && status.isWell(configuration.journal().deadline()),
        Map.of(
            "oldestWaitMs",
            Long.toString(status.oldestWait().toMillis()),
            "store",
            failure == null ? "well" : failure));
  }

  BootstrapKey bootstrapKey() {
    return bootstrapKey;
  }

  Health health() {
    return health;
  }

  Metrics metrics() {
    return metrics;
  }

  Gate gate() {
    return gate;
  }

  Attachments attachments() {
    return attachments;
  }

  RestDoor restDoor() {
    return restDoor;
  }

  SocketDoors socketDoors() {
    return socketDoors;
  }

  EventsDoor eventsDoor() {
    return eventsDoor;
  }

  /**
   * Says good-bye: readiness goes down, connections are told to come again elsewhere, and what was
   * accepted is brought to an end. Blocks until that is done. A second call does nothing.
   */
  void drain() {
    if (health.phase() == Health.Phase.DRAINING) {
      return;
    }
    health.enter(Health.Phase.DRAINING);
    if (demo != null) {
      demo.close();
    }
    try {
      hub.closeAll(CloseCode.GOING_AWAY)
          .toCompletableFuture()
          .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.atWarn().setCause(e).log("Some connections did not go");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.atWarn().setCause(e).log("A part of the hub did not end as it should");
      }
    }
  }
}
