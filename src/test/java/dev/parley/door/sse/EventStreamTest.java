package dev.parley.door.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Frame;
import dev.parley.delivery.Transport;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventStreamTest {
  private static final Position POSITION = new Position("e", 7);

  private final Output out = new Output();
  private final List<String> told = new ArrayList<>();
  private final AsyncContext async =
      (AsyncContext)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {AsyncContext.class},
              (proxy, method, arguments) -> {
                told.add(method.getName());
                return null;
              });
  private final EventStream stream =
      new EventStream(
          async, out, Cursor.NOWHERE, "retry: 1\n\n", Runnable::run, () -> told.add("alive"));
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
  void writesNothingBeforeItMay() {
    stream.write(List.of(Frame.of("{}", "hello")), completion);
    assertThat(out.text()).isEmpty();
    out.ready = Integer.MAX_VALUE;
    stream.onWritePossible();
    assertThat(out.text()).isEqualTo("retry: 1\n\nevent: hello\ndata: {}\n\n");
    assertThat(out.flushed).isEqualTo(out.text().length());
    assertThat(told).containsExactly("done");
  }

  @Test
  void namesThePlaceOfWhatHasOne() {
    begin();
    stream.write(
        List.of(
            new Frame("{\"a\":1}", "event", Topic.COLLABORATION, POSITION),
            Frame.of("{}", "board")),
        completion);
    String id = Cursor.NOWHERE.at(Topic.COLLABORATION, POSITION).text();
    assertThat(out.text())
        .isEqualTo("id: " + id + "\nevent: event\ndata: {\"a\":1}\n\nevent: board\ndata: {}\n\n");
  }

  @Test
  void goesOnWhenTheContainerTakesMore() {
    begin();
    out.ready = 1;
    stream.write(List.of(Frame.of("x".repeat(40_000), "big")), completion);
    assertThat(told).containsExactly("progressed");
    out.ready = 1;
    stream.onWritePossible();
    assertThat(told).containsExactly("progressed", "progressed");
    out.ready = Integer.MAX_VALUE;
    stream.onWritePossible();
    assertThat(told).containsExactly("progressed", "progressed", "done");
    assertThat(out.text()).hasSize(40_000 + "event: big\ndata: \n\n".length());
  }

  @Test
  void commentsAreASignOfLifeOnceTheyAreTaken() {
    begin();
    out.ready = 1;
    stream.ping();
    assertThat(told).isEmpty();
    // A second one while the first waits would pile up.
    stream.ping();
    out.ready = Integer.MAX_VALUE;
    stream.onWritePossible();
    assertThat(told).containsExactly("alive");
    assertThat(out.text()).isEqualTo(":\n\n");
  }

  @Test
  void framesFollowACommentThatWaits() {
    begin();
    out.ready = 0;
    stream.ping();
    stream.write(List.of(Frame.of("{}", "a")), completion);
    out.ready = Integer.MAX_VALUE;
    stream.onWritePossible();
    assertThat(out.text()).isEqualTo(":\n\nevent: a\ndata: {}\n\n");
    assertThat(told).containsExactly("alive", "done");
  }

  @Test
  void tellsOfABrokenConnectionAndEnds() {
    begin();
    out.broken = true;
    stream.write(List.of(Frame.of("{}", "a")), completion);
    assertThat(told).contains("failed", "complete");
  }

  @Test
  void endsOnceAndTellsTheWriteThatWaited() {
    begin();
    out.ready = 0;
    stream.write(List.of(Frame.of("{}", "a")), completion);
    stream.close(CloseCode.TOO_SLOW);
    stream.close(CloseCode.NORMAL);
    assertThat(told).containsExactly("complete", "failed");
    out.ready = Integer.MAX_VALUE;
    stream.onWritePossible();
    assertThat(out.text()).isEmpty();
  }

  private void begin() {
    out.ready = Integer.MAX_VALUE;
    stream.onWritePossible();
    out.bytes.reset();
    out.flushed = 0;
    told.clear();
  }

  /** Takes so many calls as the test says. */
  private static final class Output extends ServletOutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int ready;
    private int flushed;
    private boolean broken;

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isReady() {
      return ready > 0;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      take();
      bytes.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
      take();
      flushed = bytes.size();
    }

    private void take() throws IOException {
      if (broken) {
        throw new IOException("broken pipe");
      }
      assertThat(ready).as("asked before").isPositive();
      ready--;
    }
  }
}
