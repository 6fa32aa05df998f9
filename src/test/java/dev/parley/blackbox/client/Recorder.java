package dev.parley.blackbox.client;

import dev.parley.blackbox.client.DurabilityChecker.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client that records activities as fast as it is answered, and keeps account of what it was
 * told. Run by one thread at a time.
 */
public final class Recorder {
  private static final String PATH = Target.COLLABORATION + "record-activity";

  /** A page of the activity feed shows all activities of one agent then. */
  private static final int PER_AGENT = 400;

  private final Target target;
  private final String name;
  private final boolean repeats;
  private final Consumer<Recorded> told;
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final List<Recorded> acknowledged = new ArrayList<>();
  private int count;
  private @Nullable Request unanswered;

  private record Request(String marker, String agent) {
    String body() {
      return "{\"agent_id\":\"%s\",\"department\":\"trials\",\"activity_type\":\"memory_write\",\"metadata\":{\"marker\":\"%s\"}}"
          .formatted(agent, marker);
    }
  }

  /**
   * @param name no other's
   * @param repeats whether it repeats requests without an answer, by idempotency keys
   * @param told is called with every answer
   */
  public Recorder(Target target, String name, boolean repeats, Consumer<Recorded> told) {
    this.target = target;
    this.name = name;
    this.repeats = repeats;
    this.told = told;
  }

  /**
   * Records until the connection ends.
   *
   * @throws IOException when it has ended
   */
  public void record() throws IOException {
    record(Integer.MAX_VALUE);
  }

  /**
   * Records until so many are acknowledged, or the connection ends. Begins with what has no answer
   * yet.
   *
   * @throws IOException when it has ended, or the hub is unavailable
   */
  public void record(int most) throws IOException {
    try (Wire wire = new Wire(target.address(), target.adminKey())) {
      repeat(wire);
      while (acknowledged.size() < most) {
        Request request = new Request(name + "/" + count, name + "-" + count / PER_AGENT);
        count++;
        unanswered = request;
        post(wire, request);
      }
    }
  }

  /** What got no answer is asked again with its key, twice: both answers have to be the same. */
  private void repeat(Wire wire) throws IOException {
    Request request = unanswered;
    if (request == null || !repeats) {
      return;
    }
    String first = post(wire, request);
    Wire.Answer second = wire.post(PATH, request.body(), key(request));
    if (second.status() != 200 || !second.body().equals(first)) {
      throw new AssertionError("repeated: " + first + ", then " + second);
    }
  }

  private String post(Wire wire, Request request) throws IOException {
    sent.add(request.marker());
    Wire.Answer answer = wire.post(PATH, request.body(), key(request));
    if (answer.status() == 503) {
      throw new IOException("unavailable: " + answer.body());
    }
    if (answer.status() != 200) {
      throw new AssertionError("recording was answered " + answer);
    }
    Recorded recorded =
        new Recorded(request.marker(), Api.object(answer.body()).getString("activity_id"));
    acknowledged.add(recorded);
    unanswered = null;
    told.accept(recorded);
    return answer.body();
  }

  private @Nullable String key(Request request) {
    return repeats ? request.marker() : null;
  }

  /** The markers of all that it has asked for. */
  public Set<String> sent() {
    return sent;
  }

  /** What it was answered, in order; to be read when nobody runs it. */
  public List<Recorded> acknowledged() {
    return acknowledged;
  }

  /** All that the hub lists of what it has asked for. */
  public List<Recorded> listed() throws Exception {
    return listed(target);
  }

  /** The same, as another hub lists it. */
  public List<Recorded> listed(Target elsewhere) throws Exception {
    List<Recorded> listed = new ArrayList<>();
    for (int i = 0; i <= count / PER_AGENT; i++) {
      Map<String, String> nothing = Map.of();
      elsewhere
          .admin()
          .send(
              "GET",
              Target.COLLABORATION + "activity-feed?limit=500&agent_id=" + name + "-" + i,
              nothing,
              null)
          .expect(200)
          .json()
          .getJsonArray("activities")
          .forEach(activity -> listed.add(Subscriber.recorded(activity.asJsonObject())));
    }
    return listed;
  }
}
