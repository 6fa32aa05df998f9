package dev.parley.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.operations.Units;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.Role;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  @Test
  void valuesAreRead() throws Exception {
    Parameters given =
        new Parameters(
            Map.of("owner", "agent:a:b", "roles", "agent, member", "ttl", "90m", "name", "a b"),
            Units::millis);

    assertThat(given.owner("owner")).isEqualTo(new Parameters.Owner(Caller.Kind.AGENT, "a:b"));
    assertThat(given.roles("roles")).containsExactlyInAnyOrder(Role.AGENT, Role.MEMBER);
    assertThat(given.duration("ttl")).isEqualTo(Duration.ofMinutes(90));
    assertThat(given.optionalId("name")).isEqualTo("a b");
  }

  @Test
  void whatIsNotGivenIsNotThere() throws Exception {
    Parameters none = new Parameters(Map.of(), Units::millis);

    assertThat(none.roles("groups")).isEmpty();
    assertThat(none.duration("ttl")).isNull();
    assertThat(none.optionalId("name")).isNull();
    assertWrong("--sub is needed", () -> none.id("sub"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice", ":alice", "user:", "anonymous:x", "robot:r", "user:\u0000"})
  void noOwners(String owner) {
    assertWrong("--owner needs", () -> of("owner", owner).owner("owner"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "boss", "member,", "Member", "member;agent"})
  void noRoles(String roles) {
    assertWrong("--roles takes observer, member", () -> of("roles", roles).roles("roles"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "-1h", "1", "1w", "tomorrow", "99999999999999d", "36501d"})
  void noTimes(String time) {
    assertWrong("--ttl needs a time like", () -> of("ttl", time).duration("ttl"));
  }

  private static Parameters of(String name, String value) {
    return new Parameters(Map.of(name, value), Units::millis);
  }

  private static void assertWrong(String message, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            AdministrationException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining(message);
  }
}
