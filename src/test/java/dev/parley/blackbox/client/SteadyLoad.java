package dev.parley.blackbox.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Agents that record at a fixed rate, whatever the answers take. An agent that is late sends at
 * once, and the time that it was meant to send at is what delays are counted from: a server that
 * stalls cannot hide it by keeping its clients from asking (coordinated omission).
 */
public final class SteadyLoad {
  private static final String PATH = Target.COLLABORATION + "record-activity";

  private final Target target;
  private final int agents;
  private final double perSecond;
  private final String padding;

  /**
   * What became of it.
   *
   * @param answered requests that were answered 200
   * @param others what else was answered
   * @param answers how long answers took since the intended time
   */
  public record Outcome(int answered, List<String> others, Latencies answers) {}

  /**
   * @param agents how many agents record, each on a connection of its own
   * @param perSecond activities of all of them together
   * @param padding characters of metadata in each activity
   */
  public SteadyLoad(Target target, int agents, double perSecond, int padding) {
    this.target = target;
    this.agents = agents;
    this.perSecond = perSecond;
    this.padding = "x".repeat(padding);
  }

  /** Records for so long. Blocks until everything is answered. */
  public Outcome run(Duration duration) throws Exception {
    String name = Target.fresh("agent");
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    int rounds = (int) Math.round(duration.toNanos() / 1e9 * perSecond / agents);
    List<Callable<Outcome>> tasks = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      int place = i;
      tasks.add(() -> agent(name + "-" + place, place, start, rounds));
    }
    Outcome all = new Outcome(0, new ArrayList<>(), new Latencies());
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Outcome> future : executor.invokeAll(tasks)) {
        all = sum(all, future.get());
      }
    }
    return all;
  }

  private Outcome agent(String agent, int place, long start, int rounds) throws IOException {
    Outcome outcome = new Outcome(0, new ArrayList<>(), new Latencies());
    int answered = 0;
    try (Wire wire = new Wire(target.address(), target.adminKey())) {
      for (int round = 0; round < rounds; round++) {
        long intended = start + (long) ((round * (long) agents + place) * 1e9 / perSecond);
        pace(intended);
        Wire.Answer answer = wire.post(PATH, body(agent, intended), null);
        outcome.answers.add(System.nanoTime() - intended);
        if (answer.status() == 200) {
          answered++;
        } else {
          outcome.others.add(answer.toString());
        }
      }
    }
    return new Outcome(answered, outcome.others, outcome.answers);
  }

  /** The clock of the load, not a wait for something to happen. */
  private static void pace(long intended) {
    for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private String body(String agent, long intended) {
    return "{\"agent_id\":\""
        + agent
        + "\",\"department\":\"trials\",\"activity_type\":\"memory_write\",\"metadata\":{"
        + Watchers.INTENDED
        + intended
        + ",\"padding\":\""
        + padding
        + "\"},\"related_agents\":[]}";
  }

  private static Outcome sum(Outcome one, Outcome other) {
    Latencies answers = one.answers;
    other.answers.forEach(answers::add);
    List<String> others = new ArrayList<>(one.others);
    others.addAll(other.others);
    return new Outcome(one.answered + other.answered, others, answers);
  }
}
