package dev.parley.blackbox.doors;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Target;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two people on three devices each and an agent talk in a private room, each device through a door
 * of its own choice, all at once. What each does is decided by the seed; what comes of it in which
 * order is not.
 */
final class Meeting {
  private static final int ACTS = 6;
  private static final Device.Act[] CHOICES = {
    Device.Act.SAY,
    Device.Act.SAY,
    Device.Act.SAY,
    Device.Act.SAY_AND_DROP,
    Device.Act.SAY_AND_DROP,
    Device.Act.DROP,
    Device.Act.DROP,
    Device.Act.READ,
    Device.Act.READ,
    Device.Act.EDIT,
    Device.Act.DELETE,
    Device.Act.REACT
  };

  private static final Device.Act[] PRESENCE = {Device.Act.BUSY, Device.Act.ONLINE};

  private final Target target;
  private final Fault fault;
  private final Random random;
  private final String room;
  private final List<Device> devices = new ArrayList<>();

  /** Up to where each has read: who comes into a room has read what was said before. */
  private final Map<String, Long> read = new HashMap<>();

  private final List<String> people;
  private int messages;

  /** What a client does wrong, so that it is seen that this is found. */
  enum Fault {
    NONE(0),
    /** Repeats what was not answered under another name. */
    NEW_NAME(0),
    /** Goes on before the place where it was. */
    GOES_BACK(-1),
    /** Goes on behind it. */
    SKIPS(1);

    private final int shift;

    Fault(int shift) {
      this.shift = shift;
    }

    int shift() {
      return shift;
    }
  }

  Meeting(Target target, long seed, Fault fault) throws Exception {
    this.target = target;
    this.fault = fault;
    this.random = new Random(seed);
    this.room = Target.fresh("meeting-" + seed);
    String alice = Target.fresh("alice");
    String bob = Target.fresh("bob");
    String agent = Target.fresh("agent");
    people = List.of(alice, bob);
    String aliceToken = target.token(alice, "member").sign();
    target
        .as(aliceToken)
        .post(
            "/api/v1/rooms",
            "{\"roomId\":\"%s\",\"roomType\":\"direct\",\"members\":[\"%s\",\"%s\"]}"
                .formatted(room, bob, agent))
        .expect(201);
    show()
        .getJsonArray("receipts")
        .getValuesAs(JsonObject.class)
        .forEach(receipt -> read.put(receipt.getString("userId"), (long) receipt.getInt("read")));
    String bobToken = target.token(bob, "member").sign();
    for (int i = 1; i <= 3; i++) {
      devices.add(device(alice, aliceToken, "alice" + i));
      devices.add(device(bob, bobToken, "bob" + i));
    }
    devices.add(device(agent, target.key("agent", agent, "agent").secret(), "agent"));
  }

  private Device device(String userId, String credential, String name) {
    return switch (random.nextInt(5)) {
      case 0 -> new RestDevice(this, userId, credential, name);
      case 1, 2 -> new AgentsDevice(this, userId, credential, name);
      default -> new RoomsDevice(this, userId, credential, name);
    };
  }

  Target target() {
    return target;
  }

  Fault fault() {
    return fault;
  }

  String room() {
    return room;
  }

  /** How many messages there were in the end. */
  int messages() {
    return messages;
  }

  /**
   * Holds it.
   *
   * @throws Transcript.Violation if somebody knows something else than the others
   */
  void hold() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (Device device : devices) {
        List<Device.Act> acts = new ArrayList<>();
        for (int i = 0; i < ACTS; i++) {
          acts.add(
              people.contains(device.userId) && random.nextInt(8) == 0
                  ? PRESENCE[random.nextInt(PRESENCE.length)]
                  : CHOICES[random.nextInt(CHOICES.length)]);
        }
        running.add(
            threads.submit(
                () -> {
                  device.run(acts);
                  return null;
                }));
      }
      for (Future<?> future : running) {
        await(future);
      }
      check();
    } finally {
      devices.forEach(Device::close);
    }
  }

  private static void await(Future<?> future) throws Exception {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void check() throws Exception {
    // Of this every door tells, so that everybody knows when they have heard all of it.
    String end = "the end";
    new RestDevice(this, devices.getFirst().userId, devices.getFirst().credential, end)
        .say(end, end);
    JsonObject shown = show();
    List<Transcript.Line> lines = Transcript.of(shown.getJsonArray("messages")).lines();
    messages = lines.size();
    List<String> texts = new ArrayList<>(List.of(end));
    for (Device device : devices) {
      texts.addAll(device.texts());
      read.merge(device.userId, device.read(), Math::max);
    }
    same("what was said", texts.stream().sorted().toList(), sorted(lines));
    for (Device device : devices) {
      device.reach(shown.getInt("offset"));
      same(
          "what " + device + " knows",
          device.hearsReactions() ? lines : Transcript.withoutReactions(lines),
          device.transcript().lines());
      Api api = target.as(device.credential);
      same(
          "what " + device + " has read",
          read.get(device.userId),
          (long) api.get("/api/v1/rooms/" + room + "?messages=0").json().getInt("lastRead"));
    }
    for (Device device : devices) {
      for (String other : people) {
        if (!other.equals(device.userId)) {
          device.awaitPresence(other, presence(other));
        }
      }
    }
    for (JsonObject receipt : shown.getJsonArray("receipts").getValuesAs(JsonObject.class)) {
      same(
          "what others know was read",
          read.get(receipt.getString("userId")),
          (long) receipt.getInt("read"));
    }
  }

  /** With all devices connected it no longer changes by itself. */
  private String presence(String userId) throws Exception {
    return target.admin().get("/api/v1/presence/" + userId).expect(200).json().getString("status");
  }

  private JsonObject show() throws Exception {
    return target.admin().get("/api/v1/rooms/" + room + "?messages=500").expect(200).json();
  }

  private static List<String> sorted(List<Transcript.Line> lines) {
    return lines.stream().map(Transcript.Line::text).sorted().toList();
  }

  private static void same(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new Transcript.Violation(what + ": " + actual + "\ninstead of " + expected);
    }
  }
}
