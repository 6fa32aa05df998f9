package dev.parley.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Frame;
import dev.parley.delivery.Transport;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WebSocketTransportTest {
  private final FakeSession session = new FakeSession();
  private final Deque<Runnable> blocking = new ArrayDeque<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final Transport.Completion completion =
      new Transport.Completion() {
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
      };

  @Test
  void sendsOneAfterAnother() {
    transport(false).write(frames(3), completion);
    assertThat(session.sent).containsExactly("{0}");
    session.complete(new SendResult());
    assertThat(session.sent).containsExactly("{0}", "{1}");
    assertThat(told).containsExactly("progressed");
    session.complete(new SendResult());
    session.complete(new SendResult());
    assertThat(session.sent).containsExactly("{0}", "{1}", "{2}");
    assertThat(told).containsExactly("progressed", "progressed", "done");
  }

  @Test
  void standsContainersThatCompleteAtOnce() {
    session.completesAtOnce = true;
    transport(false).write(frames(100_000), completion);
    assertThat(session.sent).hasSize(100_000);
    assertThat(told).hasSize(100_000).endsWith("done");
  }

  @Test
  void stopsAtAFailure() {
    transport(false).write(frames(3), completion);
    session.complete(new SendResult());
    session.complete(new SendResult(new IOException("gone")));
    assertThat(session.sent).hasSize(2);
    assertThat(told).containsExactly("progressed", "failed");
  }

  @Test
  void tellsOfASendThatThrows() {
    session.throwsAtSending = true;
    transport(false).write(frames(2), completion);
    assertThat(told).containsExactly("failed");
  }

  @Test
  void gathersWaitingFramesForThoseWhoAsked() {
    session.completesAtOnce = true;
    Transport transport = transport(true);
    transport.write(frames(3), completion);
    transport.write(frames(1), completion);
    assertThat(session.sent).containsExactly("[{0},{1},{2}]", "{0}");
    assertThat(told).containsExactly("done", "done");
  }

  @Test
  void closesOnce() {
    Transport transport = transport(false);
    transport.close(CloseCode.TOO_SLOW);
    transport.close(CloseCode.NORMAL);
    runAll(blocking);
    assertThat(session.closed).containsExactly(1013);
    runAll(later);
    runAll(blocking);
    // The time-out for sending comes before the frame that needs it, the one for silence after it.
    assertThat(session.calls).containsSubsequence("setSendTimeout", "close", "setMaxIdleTimeout");
  }

  @Test
  void writesWhenAPingIsGone() {
    Transport transport = transport(false);
    transport.ping();
    transport.ping();
    transport.write(frames(1), completion);
    assertThat(session.sent).isEmpty();
    runAll(blocking);
    assertThat(session.calls).endsWith("sendPing", "sendText").containsOnlyOnce("sendPing");
    session.complete(new SendResult());
    transport.write(frames(1), completion);
    session.complete(new SendResult());
    assertThat(told).containsExactly("done", "done");
  }

  private Transport transport(boolean arrays) {
    return new WebSocketTransport(session.proxy(), arrays, blocking::add, timer());
  }

  /** Keeps what is to be done later until the test does it. */
  private ScheduledExecutorService timer() {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              later.add((Runnable) arguments[0]);
              return null;
            });
  }

  private static void runAll(Deque<Runnable> tasks) {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private static List<Frame> frames(int count) {
    return IntStream.range(0, count).mapToObj(i -> Frame.of("{" + i + "}", "test")).toList();
  }

  /** A session that completes sends when the test says so, or at once. */
  private static final class FakeSession {
    private final List<String> sent = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Deque<SendHandler> waiting = new ArrayDeque<>();
    private boolean completesAtOnce;
    private boolean throwsAtSending;

    Session proxy() {
      RemoteEndpoint.Async remote =
          (RemoteEndpoint.Async)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {RemoteEndpoint.Async.class},
                  (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    if (method.getName().equals("sendText")) {
                      send((String) arguments[0], (SendHandler) arguments[1]);
                    }
                    return null;
                  });
      return (Session)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Session.class},
              (proxy, method, arguments) -> {
                calls.add(method.getName());
                if (method.getName().equals("close")) {
                  closed.add(((CloseReason) arguments[0]).getCloseCode().getCode());
                }
                return method.getName().equals("getAsyncRemote") ? remote : null;
              });
    }

    private void send(String text, SendHandler handler) {
      if (throwsAtSending) {
        throw new IllegalStateException("closed");
      }
      assertThat(waiting).as("sends in flight").isEmpty();
      sent.add(text);
      if (completesAtOnce) {
        handler.onResult(new SendResult());
      } else {
        waiting.add(handler);
      }
    }

    private void complete(SendResult result) {
      waiting.remove().onResult(result);
    }
  }
}
