package dev.parley.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionLimitsTest {

  private final ConnectionLimits limits =
      new ConnectionLimits(Limits.of(1, 1, 3, 2, Map.of("pro", 1.5, "crumb", 0.1)));

  private static Caller caller(Caller.Kind kind, Role role) {
    return new Caller(kind, "x", "x", Set.of(role), null, null, null);
  }

  private static final Caller ALICE = caller(Caller.Kind.USER, Role.MEMBER);

  private Admission.Lease admitted(Caller caller, String address) {
    return switch (limits.admit(caller, address)) {
      case Admission.Admitted admitted -> admitted.lease();
      case Admission.Refused refused -> throw new AssertionError(refused.refusal().detail());
    };
  }

  private Refusal refused(Caller caller, String address) {
    return switch (limits.admit(caller, address)) {
      case Admission.Admitted admitted -> throw new AssertionError("admitted");
      case Admission.Refused refused -> refused.refusal();
    };
  }

  @ParameterizedTest
  @CsvSource({"pro, 4", "crumb, 1", "unheard of, 3"})
  void aPlanMultipliesThem(String plan, int allowed) {
    Caller caller = new Caller(Caller.Kind.USER, "x", "x", Set.of(Role.MEMBER), plan, null, null);
    for (int i = 0; i < allowed; i++) {
      admitted(caller, "10.0.0.1");
    }
    assertThat(refused(caller, "10.0.0.1").detail()).endsWith(" " + allowed + ".");
  }

  @Test
  void aUserHasSoManyConnectionsWhereverTheyComeFrom() {
    Admission.Lease first = admitted(ALICE, "10.0.0.1");
    Admission.Lease second = admitted(ALICE, "10.0.0.2");
    Admission.Lease third = admitted(ALICE, "10.0.0.3");
    Refusal refusal = refused(ALICE, "10.0.0.4");
    assertThat(refusal.code()).isEqualTo(Refusal.Code.RATE_LIMITED);
    assertThat(refusal.retryAfter()).isPositive();
    assertThat(refusal.detail()).contains("3");
    second.close();
    second.close();
    Admission.Lease fourth = admitted(ALICE, "10.0.0.4");
    refused(ALICE, "10.0.0.4");
    for (Admission.Lease lease : List.of(first, second, third, fourth)) {
      lease.close();
    }
    assertThat(limits.counted()).as("nothing is kept").isZero();
  }

  @Test
  void withoutACredentialTheAddressCounts() {
    admitted(Caller.ANONYMOUS, "10.0.0.1");
    Admission.Lease second = admitted(Caller.ANONYMOUS, "10.0.0.1");
    refused(Caller.ANONYMOUS, "10.0.0.1");
    admitted(Caller.ANONYMOUS, "10.0.0.2");
    admitted(ALICE, "10.0.0.1");
    second.close();
    admitted(Caller.ANONYMOUS, "10.0.0.1");
  }

  static Stream<Caller> exempt() {
    return Stream.of(
        caller(Caller.Kind.AGENT, Role.AGENT),
        caller(Caller.Kind.AGENT, Role.OBSERVER),
        caller(Caller.Kind.SERVICE, Role.OBSERVER),
        caller(Caller.Kind.USER, Role.AGENT),
        caller(Caller.Kind.USER, Role.ADMIN));
  }

  @ParameterizedTest
  @MethodSource("exempt")
  void agentsServicesAndAdministratorsAreNotCounted(Caller caller) {
    for (int i = 0; i < 50; i++) {
      admitted(caller, "10.0.0.1");
    }
    assertThat(limits.counted()).isZero();
  }

  @Test
  void manyAtOnceNeverPassTheLimit() throws InterruptedException {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    awaitQuietly(start);
                    for (int round = 0; round < 2_000; round++) {
                      if (limits.admit(ALICE, "a") instanceof Admission.Admitted admitted) {
                        most.accumulateAndGet(open.incrementAndGet(), Math::max);
                        open.decrementAndGet();
                        admitted.lease().close();
                      }
                    }
                  }));
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(limits.counted()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
