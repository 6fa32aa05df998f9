package dev.parley.conformance;

import dev.parley.engineio.Application.Admission;
import dev.parley.engineio.Application.Admitted;
import dev.parley.engineio.Handshake;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectAnswer;
import dev.parley.socketio.ConnectRequest;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Event;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketApplication;
import dev.parley.socketio.SocketReceiver;
import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The application of the Socket.IO suite, on the namespaces {@code /} and {@code /custom}; and what
 * the stock client is tried with, on {@code /trial}, {@code /refused} and {@code /memory}.
 */
final class SocketEcho implements SocketApplication {
  private final Memory memory = new Memory();

  @Override
  public Admission admit(Handshake handshake) {
    return new Admitted(() -> {});
  }

  @Override
  public CompletionStage<ConnectAnswer> connect(ConnectRequest request) {
    return CompletableFuture.completedStage(
        switch (request.namespace()) {
          case "/", "/custom" ->
              accepted(
                  socket -> {
                    socket.emit(Event.of("auth", Arguments.of(request.auth())));
                    return new Echo(socket);
                  });
          case "/trial" -> accepted(Trial::new);
          case "/refused" ->
              new ConnectAnswer.Refused(
                  "not you", Json.createObjectBuilder().add("code", "forbidden").build());
          case "/memory" -> memory.answer(request);
          default -> ConnectAnswer.INVALID_NAMESPACE;
        });
  }

  private static ConnectAnswer accepted(Function<Socket, SocketReceiver> opening) {
    return new ConnectAnswer.Accepted(new ConnectAnswer.Fresh(false), opening);
  }

  private record Echo(Socket socket) implements SocketReceiver {
    @Override
    public void event(String name, Arguments arguments, @Nullable Ack ack) {
      if (name.equals("message")) {
        socket.emit(Event.of("message-back", arguments));
      } else if (name.equals("message-with-ack") && ack != null) {
        ack.send(arguments);
      }
    }

    @Override
    public void disconnected(DisconnectReason reason) {}
  }

  private record Trial(Socket socket) implements SocketReceiver {
    @Override
    public void event(String name, Arguments arguments, @Nullable Ack ack) {
      switch (name) {
        case "ask" ->
            socket
                .emit(Event.of("question", arguments), Duration.ofMillis(500))
                .whenComplete(
                    (answer, failure) -> {
                      if (ack != null) {
                        ack.send(failure == null ? answer : failed(failure));
                      }
                    });
        case "count" -> {
          int upTo = ((JsonNumber) arguments.value(0)).intValue();
          for (int i = 0; i < upTo; i++) {
            socket.emit(Event.of("number", Arguments.of(Json.createValue(i))));
          }
        }
        case "where" -> {
          if (ack != null) {
            ack.send(Arguments.of(Json.createValue(socket.transport())));
          }
        }
        case "drop" -> socket.terminate(1001, "dropped");
        case "kick" -> socket.disconnect();
        default -> {}
      }
    }

    private static Arguments failed(Throwable failure) {
      JsonObjectBuilder told = Json.createObjectBuilder();
      return Arguments.of(told.add("failed", failure.getClass().getSimpleName()).build());
    }

    @Override
    public void disconnected(DisconnectReason reason) {}
  }
}
