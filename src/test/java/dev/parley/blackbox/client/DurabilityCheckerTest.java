package dev.parley.blackbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.DurabilityChecker.Heard;
import dev.parley.blackbox.client.DurabilityChecker.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A checker that passes everything would prove nothing: here it meets what it is there for. */
final class DurabilityCheckerTest {
  private static final int FIRST = 4;

  private final Set<String> sent = new HashSet<>();
  private final List<Recorded> one = new ArrayList<>();
  private final List<Recorded> other = new ArrayList<>();
  private final List<Heard> heard = new ArrayList<>();
  private final List<Recorded> listed = new ArrayList<>();

  /** Two clients by turns; one request has no answer but happened, another has not happened. */
  DurabilityCheckerTest() {
    for (int i = 0; i < 10; i++) {
      Recorded recorded = new Recorded("marker " + i, "act_" + i);
      sent.add(recorded.marker());
      (i % 2 == 0 ? one : other).add(recorded);
      heard.add(new Heard(FIRST + i, recorded));
      listed.addFirst(recorded);
    }
    other.removeLast();
    sent.add("unanswered");
  }

  private List<String> faults() {
    return DurabilityChecker.faults(FIRST - 1, sent, List.of(one, other), heard, listed);
  }

  @Test
  void whatIsWellHasNoFaults() {
    assertThat(faults()).isEmpty();
  }

  @Test
  void lossInTheFeed() {
    heard.remove(5);
    assertThat(faults()).anyMatch(fault -> fault.contains("offset 9 expected"));
    assertThat(faults()).anyMatch(fault -> fault.contains("acknowledged but not heard"));
  }

  @Test
  void lossAtTheEndOfTheFeed() {
    heard.removeLast();
    heard.removeLast();
    assertThat(faults()).anyMatch(fault -> fault.contains("acknowledged but not heard"));
  }

  @Test
  void lossThatLeavesNoGap() {
    heard.remove(5);
    listed.removeIf(recorded -> recorded.marker().equals("marker 5"));
    renumber();
    assertThat(faults())
        .hasSize(2)
        .allMatch(fault -> fault.startsWith("acknowledged but not") && fault.contains("act_5"));
  }

  @Test
  void lossInTheList() {
    listed.remove(5);
    assertThat(faults()).anyMatch(fault -> fault.contains("acknowledged but not listed"));
  }

  @Test
  void anEventTwice() {
    heard.add(6, heard.get(5));
    assertThat(faults()).anyMatch(fault -> fault.contains("offset 10 expected"));
    assertThat(faults()).anyMatch(fault -> fault.contains("heard twice"));
  }

  @Test
  void aRequestDoneTwice() {
    Recorded again = new Recorded("marker 5", "act_again");
    heard.add(new Heard(FIRST + heard.size(), again));
    listed.add(again);
    assertThat(faults()).anyMatch(fault -> fault.contains("heard twice"));
    assertThat(faults()).anyMatch(fault -> fault.contains("listed twice"));
  }

  @Test
  void oneIdForTwoActivities() {
    sent.add("further");
    heard.add(new Heard(FIRST + heard.size(), new Recorded("further", "act_5")));
    listed.add(new Recorded("further", "act_5"));
    assertThat(faults()).anyMatch(fault -> fault.contains("under one id"));
  }

  @Test
  void eventsInAnotherOrder() {
    Collections.swap(heard, 4, 5);
    assertThat(faults()).anyMatch(fault -> fault.contains("expected"));
  }

  @Test
  void anotherOrderThatLeavesNoGap() {
    Collections.swap(heard, 4, 6);
    renumber();
    assertThat(faults()).hasSize(1).first().asString().contains("out of its client's order");
  }

  @Test
  void anotherIdThanWasAnswered() {
    one.set(2, new Recorded(one.get(2).marker(), "act_other"));
    assertThat(faults()).hasSize(2).allMatch(fault -> fault.startsWith("acknowledged as"));
  }

  @Test
  void whatNobodyAskedFor() {
    Recorded invented = new Recorded("invented", "act_invented");
    heard.add(new Heard(FIRST + heard.size(), invented));
    listed.add(invented);
    assertThat(faults()).hasSize(1).first().asString().contains("nobody asked for");
  }

  @Test
  void stateAndFeedThatDisagree() {
    sent.add("further");
    listed.add(new Recorded("further", "act_further"));
    assertThat(faults()).hasSize(1).first().asString().contains("not heard");
  }

  private void renumber() {
    List<Recorded> order = heard.stream().map(Heard::recorded).toList();
    heard.clear();
    IntStream.range(0, order.size()).forEach(i -> heard.add(new Heard(FIRST + i, order.get(i))));
  }
}
