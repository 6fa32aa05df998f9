package dev.parley.door.sse;

import dev.parley.delivery.CloseCode;
import dev.parley.delivery.Connection;
import dev.parley.delivery.Opening;
import dev.parley.door.Parameters;
import dev.parley.door.Problem;
import dev.parley.door.RefusedException;
import dev.parley.switchboard.Admission;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Filter;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Refusal.Code;
import dev.parley.vocabulary.Topic;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/events?topics=...}: the events of the topics, until one of both goes. */
@WebServlet(urlPatterns = "/api/v1/events", asyncSupported = true)
public final class EventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MAX_TOPICS = 100;

  /** Bounds of the time after which a client asks again, spread so that not all come at once. */
  private static final int RETRY_MIN_MILLIS = 1_000;

  private static final int RETRY_MAX_MILLIS = 4_000;

  @Inject private transient EventsDoor door;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      if (!request.getMethod().equals("GET")) {
        response.setHeader("Allow", "GET");
        throw new RefusedException(Code.METHOD_NOT_ALLOWED, "This path takes GET only.");
      }
      Caller caller = door.gate().listener(request);
      if (!accepts(request)) {
        throw new RefusedException(
            Code.NOT_ACCEPTABLE, "This path answers text/event-stream only.");
      }
      Parameters query = Parameters.of(request);
      Set<Topic> topics = topics(query);
      Cursor cursor = cursor(request, query);
      query.check();
      if (!door.topics().containsAll(topics)) {
        throw new RefusedException(Code.NOT_FOUND, "There is no such topic to be heard here.");
      }
      door.gate().checkListening(caller, topics);
      Admission.Lease place = door.gate().admit(caller, request.getRemoteAddr());
      open(request, response, caller, topics, cursor, place);
    } catch (RefusedException e) {
      door.gate().refused(e.refusal().code());
      Problem.of(e.refusal(), request.getRequestURI()).send(request, response);
    }
  }

  private void open(
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller,
      Set<Topic> topics,
      Cursor cursor,
      Admission.Lease place)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    // Proxies that gather what passes would hold events back.
    response.setHeader("X-Accel-Buffering", "no");
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    AtomicReference<Connection> opened = new AtomicReference<>();
    String retry =
        "retry: "
            + ThreadLocalRandom.current().nextInt(RETRY_MIN_MILLIS, RETRY_MAX_MILLIS)
            + "\n\n";
    EventStream stream =
        new EventStream(
            async,
            response.getOutputStream(),
            cursor,
            retry,
            door.blocking(),
            () -> {
              Connection connection = opened.get();
              if (connection != null) {
                connection.heard();
              }
            });
    async.addListener(new Ending(stream, opened));
    response.getOutputStream().setWriteListener(stream);
    Connection connection =
        door.hub()
            .open(
                caller,
                door.dialect(),
                stream,
                new Opening(
                    topics.stream()
                        .map(topic -> new Opening.Subscription(topic, since(cursor, topic)))
                        .toList(),
                    Filter.ALL,
                    "events"));
    door.gate().checkAgain(connection);
    opened.set(connection);
    if (stream.hasEnded()) {
      // It was too early for the listener to tell.
      connection.transportClosed();
    }
    long period = door.comments().toMillis();
    ScheduledFuture<?> comments =
        door.timer().scheduleWithFixedDelay(stream::ping, period, period, TimeUnit.MILLISECONDS);
    connection
        .ended()
        .thenRun(
            () -> {
              comments.cancel(false);
              place.close();
            });
  }

  private static Opening.@Nullable Since since(Cursor cursor, Topic topic) {
    Position position = cursor.positions().get(topic);
    return position == null ? null : new Opening.Since(position.epoch(), position.offset());
  }

  private static boolean accepts(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept == null
        || accept.contains("text/event-stream")
        || accept.contains("*/*")
        || accept.contains("text/*");
  }

  private static Set<Topic> topics(Parameters query) {
    Set<Topic> topics = new LinkedHashSet<>();
    String names = query.required("topics");
    if (query.isFaulty()) {
      return topics;
    }
    for (String name : names.split(",", MAX_TOPICS + 1)) {
      Optional<Topic> topic = Topic.parse(name);
      if (topic.isEmpty() || topics.size() == MAX_TOPICS) {
        query.fault("topics", "has to be a list of topics such as collaboration,room:x");
        break;
      }
      topics.add(topic.get());
    }
    return topics;
  }

  /** The header counts first: a browser that comes again asks the address that it began with. */
  private static Cursor cursor(HttpServletRequest request, Parameters query) {
    String given = query.optional("cursor");
    String last = request.getHeader("Last-Event-ID");
    String text = last == null || last.isEmpty() ? given : last;
    if (text == null) {
      return Cursor.NOWHERE;
    }
    Optional<Cursor> cursor = Cursor.parse(text);
    if (cursor.isEmpty()) {
      query.fault(text.equals(given) ? "cursor" : "Last-Event-ID", "is no cursor of this hub's");
    }
    return cursor.orElse(Cursor.NOWHERE);
  }

  /** Tells the connection that the response has ended, whatever ended it. */
  private record Ending(EventStream stream, AtomicReference<Connection> opened)
      implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      stream.end();
      Connection connection = opened.get();
      if (connection != null) {
        connection.transportClosed();
      }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      stream.close(CloseCode.NORMAL);
    }

    @Override
    public void onError(AsyncEvent event) {
      stream.close(CloseCode.NORMAL);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
