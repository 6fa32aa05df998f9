package dev.parley.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request and its answer, as a container would carry them. */
final class FakeExchange {
  private final String method;
  private final String query;
  private final Map<String, String> requestHeaders = new HashMap<>();
  private final Input in;
  private final Output out = new Output();
  final Map<String, String> headers = new HashMap<>();
  private @Nullable AsyncListener listener;
  private final AsyncContext async = async();
  int status = 200;
  private boolean asynchronous;
  int completions;

  private FakeExchange(String method, String query, byte[] body) {
    this.method = method;
    this.query = query;
    this.in = new Input(body);
  }

  static FakeExchange get(String query) {
    return new FakeExchange("GET", query, new byte[0]);
  }

  static FakeExchange post(String query, String body) {
    return post(query, body.getBytes(StandardCharsets.UTF_8));
  }

  static FakeExchange post(String query, byte[] body) {
    return new FakeExchange("POST", query, body);
  }

  static FakeExchange of(String method, String query) {
    return new FakeExchange(method, query, new byte[0]);
  }

  FakeExchange with(String header, String value) {
    requestHeaders.put(header, value);
    return this;
  }

  /** The body does not end before {@link #finish}. */
  FakeExchange unfinished() {
    in.finished = false;
    return this;
  }

  /** The container takes nothing of an answer before {@link #take}. */
  FakeExchange stalled() {
    out.ready = false;
    return this;
  }

  FakeExchange run(HttpServlet servlet) throws Exception {
    servlet.service(request(), response());
    out.start();
    in.start();
    out.start();
    return this;
  }

  void finish() throws IOException {
    in.finished = true;
    in.start();
    out.start();
  }

  void take() throws IOException {
    out.ready = true;
    out.start();
  }

  /** The client goes. */
  void abort() throws IOException {
    if (listener != null) {
      listener.onError(new AsyncEvent(async));
    }
  }

  /** The container completes it by itself. */
  void end() throws IOException {
    if (listener != null) {
      listener.onComplete(new AsyncEvent(async));
    }
  }

  /** Whether the container is done with it. */
  boolean isCompleted() {
    return completions > 0 || !asynchronous;
  }

  private AsyncContext startAsync() {
    asynchronous = true;
    return async;
  }

  /** The body of the answer; null where there is none yet. */
  @Nullable String answer() {
    return isCompleted() || out.bytes.size() > 0
        ? out.bytes.toString(StandardCharsets.UTF_8)
        : null;
  }

  private HttpServletRequest request() {
    return proxy(
        HttpServletRequest.class,
        (name, arguments) ->
            switch (name) {
              case "getMethod" -> method;
              case "getQueryString" -> query;
              case "getRemoteAddr" -> "192.0.2.1";
              case "isSecure" -> false;
              case "getHeaderNames" -> Collections.enumeration(requestHeaders.keySet());
              case "getHeaders" ->
                  Collections.enumeration(
                      java.util.List.of(requestHeaders.get((String) arguments[0])));
              case "getHeader" -> requestHeaders.get((String) arguments[0]);
              case "getContentType" -> requestHeaders.get("Content-Type");
              case "getContentLengthLong" ->
                  Long.parseLong(requestHeaders.getOrDefault("Content-Length", "-1"));
              case "getInputStream" -> in;
              case "startAsync" -> startAsync();
              default -> null;
            });
  }

  private HttpServletResponse response() {
    return proxy(
        HttpServletResponse.class,
        (name, arguments) -> {
          switch (name) {
            case "setStatus", "sendError" -> status = (int) arguments[0];
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            default -> {}
          }
          return name.equals("getOutputStream") ? out : null;
        });
  }

  private AsyncContext async() {
    return proxy(
        AsyncContext.class,
        (name, arguments) -> {
          switch (name) {
            case "addListener" -> listener = (AsyncListener) arguments[0];
            case "complete" -> completions++;
            default -> {}
          }
          return null;
        });
  }

  private interface Call {
    @Nullable Object on(String name, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.on(method.getName(), arguments)));
  }

  private static final class Input extends ServletInputStream {
    private final ByteArrayInputStream bytes;
    private boolean finished = true;
    private @Nullable ReadListener listener;

    Input(byte[] body) {
      bytes = new ByteArrayInputStream(body);
    }

    void start() throws IOException {
      if (listener != null) {
        listener.onDataAvailable();
        if (isFinished()) {
          listener.onAllDataRead();
          listener = null;
        }
      }
    }

    @Override
    public boolean isFinished() {
      return finished && bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return bytes.available() > 0;
    }

    @Override
    public int available() {
      return bytes.available();
    }

    @Override
    public void setReadListener(ReadListener reader) {
      listener = reader;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }
  }

  private static final class Output extends ServletOutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ready = true;
    private @Nullable WriteListener listener;

    void start() throws IOException {
      if (listener != null && ready) {
        listener.onWritePossible();
      }
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public void setWriteListener(WriteListener writer) {
      listener = writer;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }
  }
}
