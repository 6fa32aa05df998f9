package dev.parley.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.operations.ConfigurationKey;
import dev.parley.operations.Settings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the list of keys calls a default is what holds where nothing is configured. */
class DefaultsTest {
  private static HubConfiguration with(Map<String, String> values) {
    return HubConfiguration.toServe(
        new Settings(
            new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()),
        true);
  }

  @ParameterizedTest
  @EnumSource
  void holdsWhereNothingIsConfigured(ConfigurationKey key) {
    String standard = key.standard();
    assumeThat(standard).as("a default that is a value").matches("[A-Za-z0-9./-]+");
    assumeThat(key.key()).as("a name that is whole").doesNotContain("<");
    assertThat(with(Map.of(key.key(), standard))).isEqualTo(with(Map.of()));
  }

  @Test
  void anotherValueMakesADifference() {
    assertThat(with(Map.of("parley.agents.board-size", "7"))).isNotEqualTo(with(Map.of()));
  }
}
