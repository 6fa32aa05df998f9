package dev.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  @Test
  void readsWhatIsThere() {
    Settings settings =
        settings(
            Map.of(
                "parley.http.port", "0",
                "parley.delivery.stall", "1500ms",
                "parley.idempotency.retention", "7d",
                "parley.websocket.max-frame", "128KiB",
                "parley.http.max-body", "4096",
                "parley.metrics.open", "TRUE",
                "parley.cors.allowed-origins", " https://a.example , https://b.example,",
                "parley.anonymous", "none"));
    settings.check();
    assertThat(settings.number(ConfigurationKey.HTTP_PORT, 8000)).isZero();
    assertThat(settings.duration(ConfigurationKey.DELIVERY_STALL, Duration.ZERO))
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.duration(ConfigurationKey.IDEMPOTENCY_RETENTION, Duration.ZERO))
        .isEqualTo(Duration.ofDays(7));
    assertThat(settings.size(ConfigurationKey.WEBSOCKET_MAX_FRAME, 0)).isEqualTo(131_072);
    assertThat(settings.size(ConfigurationKey.HTTP_MAX_BODY, 0)).isEqualTo(4096);
    assertThat(settings.flag(ConfigurationKey.METRICS_OPEN)).isTrue();
    assertThat(settings.list(ConfigurationKey.CORS_ORIGINS))
        .containsExactly("https://a.example", "https://b.example");
    assertThat(settings.word(ConfigurationKey.ANONYMOUS)).hasValue("none");
  }

  @Test
  void takesDefaults() {
    Settings settings = settings(Map.of());
    settings.check();
    assertThat(settings.number(ConfigurationKey.HTTP_PORT, 8000)).isEqualTo(8000);
    assertThat(settings.flag(ConfigurationKey.METRICS_OPEN)).isFalse();
    assertThat(settings.list(ConfigurationKey.CORS_ORIGINS)).isEmpty();
    assertThat(settings.optionalText(ConfigurationKey.DB_URL)).isNull();
  }

  @Test
  void readsTheFactorsOfPlans() {
    Settings settings =
        settings(
            Map.of(
                "parley.plans.pro.multiplier", " 4 ",
                "parley.plans.Team.A.multiplier", "0.5",
                "parley.plans..multiplier", "2",
                "parley.plans.pro.color", "red",
                "PARLEY_PLANS_PRO_MULTIPLIER", "7",
                "PARLEY_PLANS_BASIC_MULTIPLIER", "2"));
    settings.check();
    assertThat(settings.factors(ConfigurationKey.PLANS_MULTIPLIER))
        .isEqualTo(Map.of("pro", 4.0, "Team.A", 0.5, "basic", 2.0));
  }

  @ParameterizedTest
  @CsvSource({
    "parley.plans.pro.multiplier, 0, a number more than 0 and at most 100",
    "parley.plans.pro.multiplier, 101, a number more than 0",
    "parley.plans.pro.multiplier, NaN, a number more than 0",
    "PARLEY_PLANS_PRO_MULTIPLIER, x, a number more than 0",
    "parley.http.port, 65536, a whole number from 0 to 65535",
    "parley.http.port, x, a whole number from 0 to 65535",
    "parley.delivery.stall, 10, a time from 100ms to 10m",
    "parley.delivery.stall, 10 weeks, a time from",
    "parley.delivery.stall, 99999999999999d, a time from",
    "parley.websocket.max-frame, 64kB, a size from 1KiB to 16MiB",
    "parley.anonymous, maybe, 'one of none, observe'",
    "parley.metrics.open, yes, 'one of true, false'",
  })
  void namesTheKeyAndItsRange(String key, String value, String description) {
    assertThatThrownBy(() -> settings(Map.of(key, value)).check())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " is '" + value + "'; it has to be " + description);
  }

  @Test
  void everyKeyIsDocumented() {
    assertThat(Arrays.stream(ConfigurationKey.values()).map(ConfigurationKey::key))
        .doesNotHaveDuplicates();
    assertThat(ConfigurationKey.values())
        .allSatisfy(key -> assertThat(key.sentence()).endsWith(".").doesNotContain("\n"));
    assertThat(ConfigurationKey.BOOTSTRAP_ADMIN_KEY.environmentName())
        .isEqualTo("PARLEY_BOOTSTRAP_ADMIN_KEY");
    assertThat(ConfigurationKey.HTTP_PORT.environmentName()).isEqualTo("PARLEY_HTTP_PORT");
  }

  @Test
  void defaultsAreAcceptable() {
    for (ConfigurationKey key : ConfigurationKey.values()) {
      boolean literal =
          List.of(
                      ConfigurationKey.Kind.NUMBER,
                      ConfigurationKey.Kind.SIZE,
                      ConfigurationKey.Kind.DURATION)
                  .contains(key.form().kind())
              && key.standard() != null
              && Character.isDigit(key.standard().charAt(0));
      if (literal) {
        settings(Map.of(key.key(), key.standard())).check();
      }
    }
  }

  private static Settings settings(Map<String, String> values) {
    return new Settings(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(values, "test", 100))
            .build());
  }
}
