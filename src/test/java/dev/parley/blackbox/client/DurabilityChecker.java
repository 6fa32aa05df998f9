package dev.parley.blackbox.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what clients were told with what the hub shows afterwards. Every request carries a
 * marker of its own into the activity that it records.
 *
 * <p>What has to hold: each acknowledged activity is there, once, under the id that was answered; a
 * request without an answer may have happened, once, or not at all; nothing is there that nobody
 * asked for. Who follows the feed has seen offsets without gap or repetition, and exactly what the
 * hub lists. What one client did one after the other stands in that order.
 */
public final class DurabilityChecker {
  private static final int MOST = 20;

  private final List<String> faults = new ArrayList<>();

  private DurabilityChecker() {}

  /** One activity as it was answered, heard or listed. */
  public record Recorded(String marker, String activityId) {}

  /** One event of an activity. */
  public record Heard(long offset, Recorded recorded) {}

  /**
   * Tells what is wrong; nothing if all is well.
   *
   * @param after the offset after which the subscriber began
   * @param sent the markers of all requests that were ever sent
   * @param acknowledged the answers of each client, in the order in which it got them
   * @param heard the events in the order in which they came
   * @param listed what the hub lists, in any order
   */
  public static List<String> faults(
      long after,
      Set<String> sent,
      Collection<List<Recorded>> acknowledged,
      List<Heard> heard,
      List<Recorded> listed) {
    DurabilityChecker checker = new DurabilityChecker();
    checker.offsets(after, heard);
    Map<String, Integer> places =
        checker.once("heard", heard.stream().map(Heard::recorded).toList());
    Map<String, Integer> lines = checker.once("listed", listed);
    checker.asked(sent, heard.stream().map(Heard::recorded).toList());
    checker.same(heard.stream().map(Heard::recorded).toList(), listed);
    for (List<Recorded> answers : acknowledged) {
      checker.kept("heard", answers, heard.stream().map(Heard::recorded).toList(), places);
      checker.kept("listed", answers, listed, lines);
      checker.ordered(answers, places);
    }
    return checker.faults.size() <= MOST ? checker.faults : checker.shortened();
  }

  private void offsets(long after, List<Heard> heard) {
    long expected = after;
    for (Heard event : heard) {
      if (event.offset() != ++expected) {
        faults.add("offset " + expected + " expected, " + event + " heard");
        expected = event.offset();
      }
    }
  }

  /** The place of each marker. */
  private Map<String, Integer> once(String where, List<Recorded> all) {
    Map<String, Integer> places = new HashMap<>();
    Map<String, Recorded> ids = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Recorded recorded = all.get(i);
      if (places.putIfAbsent(recorded.marker(), i) != null) {
        faults.add(where + " twice: " + recorded);
      }
      Recorded other = ids.putIfAbsent(recorded.activityId(), recorded);
      if (other != null && !other.equals(recorded)) {
        faults.add(where + " under one id: " + recorded + " and " + other);
      }
    }
    return places;
  }

  private void asked(Set<String> sent, List<Recorded> all) {
    all.stream()
        .filter(recorded -> !sent.contains(recorded.marker()))
        .forEach(recorded -> faults.add("nobody asked for " + recorded));
  }

  private void same(List<Recorded> heard, List<Recorded> listed) {
    Set<Recorded> one = new HashSet<>(heard);
    Set<Recorded> other = new HashSet<>(listed);
    heard.stream().filter(r -> !other.contains(r)).forEach(r -> faults.add("not listed: " + r));
    listed.stream().filter(r -> !one.contains(r)).forEach(r -> faults.add("not heard: " + r));
  }

  private void kept(
      String where, List<Recorded> answers, List<Recorded> all, Map<String, Integer> places) {
    for (Recorded answer : answers) {
      Integer place = places.get(answer.marker());
      if (place == null) {
        faults.add("acknowledged but not " + where + ": " + answer);
      } else if (!all.get(place).equals(answer)) {
        faults.add("acknowledged as " + answer + " but " + where + " as " + all.get(place));
      }
    }
  }

  private void ordered(List<Recorded> answers, Map<String, Integer> places) {
    int last = -1;
    for (Recorded answer : answers) {
      int place = places.getOrDefault(answer.marker(), last);
      if (place < last) {
        faults.add("out of its client's order: " + answer);
      }
      last = place;
    }
  }

  private List<String> shortened() {
    List<String> some = new ArrayList<>(faults.subList(0, MOST));
    some.add("and " + (faults.size() - MOST) + " more");
    return some;
  }
}
