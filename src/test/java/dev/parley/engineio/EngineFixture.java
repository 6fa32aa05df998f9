package dev.parley.engineio;

import dev.parley.delivery.ManualTime;
import jakarta.servlet.http.HttpServlet;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An engine whose application writes down what it hears, and whose time the test lets pass. */
final class EngineFixture implements Application {
  static final EngineSettings SETTINGS =
      new EngineSettings(
          Duration.ofSeconds(25),
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          100,
          1_000,
          3,
          true);

  final ManualTime time = new ManualTime();
  final List<String> heard = new ArrayList<>();
  final List<Session> sessions = new ArrayList<>();
  final Engine engine;
  final HttpServlet servlet;
  int released;
  Function<Handshake, Admission> admission = handshake -> new Admitted(() -> released++);
  Function<Session, Receiver> opening = session -> new Notes();

  EngineFixture() {
    this(SETTINGS);
  }

  EngineFixture(EngineSettings settings) {
    engine = new Engine(settings, this, time, Runnable::run, time, new SecureRandom());
    servlet = new EngineServlet(engine, Cors.NONE, Runnable::run);
  }

  @Override
  public Admission admit(Handshake handshake) {
    return admission.apply(handshake);
  }

  @Override
  public Receiver opened(Session session) {
    sessions.add(session);
    return opening.apply(session);
  }

  /** The session that was opened last. */
  Session session() {
    return sessions.getLast();
  }

  void pass(Duration duration) {
    Duration left = duration;
    while (left.isPositive()) {
      left = left.minus(time.pass(left));
    }
  }

  /** Opens a session on long-polling, and gives its query. */
  String open() throws Exception {
    FakeExchange.get("EIO=4&transport=polling").run(servlet);
    return "EIO=4&transport=polling&sid=" + session().id();
  }

  FakeExchange poll(String query) throws Exception {
    return FakeExchange.get(query).run(servlet);
  }

  FakeExchange post(String query, String body) throws Exception {
    return FakeExchange.post(query, body).run(servlet);
  }

  /** Opens a WebSocket with that query. */
  FakeSocket socket(String query) {
    FakeSocket socket = new FakeSocket();
    socket.open(engine, query);
    return socket;
  }

  final class Notes implements Receiver {
    @Override
    public void message(Message message) {
      heard.add(
          switch (message) {
            case Message.Text text -> text.text();
            case Message.Binary binary -> hex(binary.bytes());
          });
    }

    @Override
    public void closed(CloseReason reason) {
      heard.add(reason.name());
    }
  }

  static Message text(String text) {
    return new Message.Text(text);
  }

  static Message bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Message.Binary(ByteBuffer.wrap(bytes));
  }

  static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return java.util.HexFormat.of().formatHex(bytes);
  }

  /** Writes down how writes end. */
  static final class Fate implements Completion {
    final List<String> told = new ArrayList<>();

    @Override
    public void progressed() {
      told.add("progressed");
    }

    @Override
    public void done() {
      told.add("done");
    }

    @Override
    public void failed(Throwable cause) {
      told.add("failed");
    }
  }
}
