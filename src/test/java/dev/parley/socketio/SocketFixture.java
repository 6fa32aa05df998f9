package dev.parley.socketio;

import dev.parley.delivery.ManualTime;
import dev.parley.engineio.Application.Admission;
import dev.parley.engineio.Application.Admitted;
import dev.parley.engineio.Engine;
import dev.parley.engineio.EngineSettings;
import dev.parley.engineio.FakeSocket;
import dev.parley.engineio.Handshake;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Socket.IO whose application writes down what it hears, and one client on a WebSocket. */
final class SocketFixture implements SocketApplication {
  final ManualTime time = new ManualTime();
  final List<String> heard = new ArrayList<>();
  final List<ConnectRequest> requests = new ArrayList<>();
  final List<Socket> sockets = new ArrayList<>();
  final List<SocketReceiver.Ack> acks = new ArrayList<>();
  final List<Arguments> arguments = new ArrayList<>();
  final FakeSocket client = new FakeSocket();
  Function<ConnectRequest, CompletionStage<ConnectAnswer>> answers =
      request -> CompletableFuture.completedStage(accepted(new ConnectAnswer.Fresh(false)));

  SocketFixture() {
    SocketServer server =
        new SocketServer(
            new SocketSettings(Duration.ofSeconds(45), 10, 10_000_000, 32, 3, 2),
            this,
            time,
            new SecureRandom());
    client.open(
        new Engine(EngineSettings.DEFAULTS, server, time, Runnable::run, time, new SecureRandom()),
        "EIO=4&transport=websocket");
    client.sent.clear();
  }

  @Override
  public Admission admit(Handshake handshake) {
    return new Admitted(() -> {});
  }

  @Override
  public CompletionStage<ConnectAnswer> connect(ConnectRequest request) {
    requests.add(request);
    return answers.apply(request);
  }

  ConnectAnswer accepted(ConnectAnswer.Place place) {
    return new ConnectAnswer.Accepted(
        place,
        socket -> {
          sockets.add(socket);
          heard.add("opened");
          return new Notes();
        });
  }

  /** The client is on the main namespace. */
  Socket connect() {
    client.hears("40");
    client.sent.clear();
    heard.clear();
    return sockets.getLast();
  }

  void pass(Duration duration) {
    Duration left = duration;
    while (left.isPositive()) {
      left = left.minus(time.pass(left));
    }
  }

  private final class Notes implements SocketReceiver {
    @Override
    public void event(String name, Arguments said, @Nullable Ack ack) {
      heard.add(name + said.array());
      arguments.add(said);
      if (ack != null) {
        acks.add(ack);
      }
      if (name.equals("fail")) {
        throw new IllegalStateException("broken");
      }
    }

    @Override
    public void disconnected(DisconnectReason reason) {
      heard.add(reason.name());
    }
  }
}
