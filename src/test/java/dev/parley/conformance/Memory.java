package dev.parley.conformance;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectAnswer;
import dev.parley.socketio.ConnectRequest;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Event;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketReceiver;
import jakarta.json.Json;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A namespace whose clients hear what they have missed while they were away. */
final class Memory {
  private final List<String> lines = new ArrayList<>();
  private final List<Socket> sockets = new ArrayList<>();

  /** Those who are away, by their private ids. */
  private final Map<String, Away> away = new HashMap<>();

  synchronized ConnectAnswer answer(ConnectRequest request) {
    String pid = request.pid();
    Away before = pid == null ? null : away.remove(pid);
    if (pid == null || before == null) {
      // From now on, and not from when it is opened: by then it may know that it is here.
      int now = lines.size();
      return new ConnectAnswer.Accepted(
          new ConnectAnswer.Fresh(true), socket -> opened(socket, now));
    }
    String offset = request.offset() == null ? place(before.began) : request.offset();
    int heard = Integer.parseInt(offset.substring("line-".length()));
    return new ConnectAnswer.Accepted(
        new ConnectAnswer.Recovered(before.id, pid, offset), socket -> opened(socket, heard));
  }

  private synchronized SocketReceiver opened(Socket socket, int heard) {
    sockets.add(socket);
    for (int i = heard; i < lines.size(); i++) {
      socket.emit(line(i));
    }
    return new SocketReceiver() {
      @Override
      public void event(String name, Arguments arguments, @Nullable Ack ack) {
        switch (name) {
          case "say" -> say(((JsonString) arguments.value(0)).getString());
          case "whisper" ->
              socket.emit(Event.of("whispered", Arguments.of(Json.createValue("only a text"))));
          case "drop" -> socket.terminate(1001, "dropped");
          default -> {}
        }
      }

      @Override
      public void disconnected(DisconnectReason reason) {
        left(socket, heard);
      }
    };
  }

  private synchronized void left(Socket socket, int began) {
    sockets.remove(socket);
    String pid = socket.pid();
    if (pid != null) {
      away.put(pid, new Away(socket.id(), began));
    }
  }

  private synchronized void say(String line) {
    lines.add(line);
    sockets.forEach(socket -> socket.emit(line(lines.size() - 1)));
  }

  private Event line(int index) {
    return Event.of("line", Arguments.of(Json.createValue(lines.get(index))))
        .withOffset(place(index + 1));
  }

  private static String place(int lines) {
    return "line-" + lines;
  }

  /**
   * @param began how many lines there were when it came
   */
  private record Away(String id, int began) {}
}
