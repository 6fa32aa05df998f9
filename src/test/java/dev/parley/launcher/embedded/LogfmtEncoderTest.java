package dev.parley.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogfmtEncoderTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.parley.test");

  @Test
  void anEventIsOneLineOfPairs() {
    LoggingEvent event = event("Hello \"you\"\nthere", null);
    event.addKeyValuePair(new KeyValuePair("room", "a b"));
    event.addKeyValuePair(new KeyValuePair("count", 3));

    String line = encode(event);

    assertThat(line)
        .matches("time=\\S+Z level=INFO logger=dev.parley.test thread=\\S+ .*\\n")
        .endsWith(" msg=\"Hello \\\"you\\\"\\nthere\" room=\"a b\" count=3\n");
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
  }

  @Test
  void anErrorComesWithItsTrace() {
    assertThat(encode(event("x", new IllegalStateException("why\u0000"))))
        .contains(" error=\"java.lang.IllegalStateException: why\\u0000\\n\\tat dev.parley")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /ws?token=abc.def&client_id=x|GET /ws?token=***&client_id=x",
        "Authorization: Bearer abc.def|Authorization: Bearer ***",
        "Sec-WebSocket-Protocol: bearer, abc.def|Sec-WebSocket-Protocol: bearer, ***",
        "X-API-Key: pk_12ab_secret|X-API-Key: pk_12ab_***",
        "api_key=abc;password=d|api_key=***;password=***",
        "no secret here|no secret here"
      })
  void credentialsAreMasked(String logged, String written) {
    assertThat(LogfmtEncoder.masked(logged)).isEqualTo(written);
    assertThat(encode(event("failed", new IllegalArgumentException(logged))))
        .contains(written.replace("\"", "\\\""));
  }

  private LoggingEvent event(String message, Throwable thrown) {
    return new LoggingEvent(
        LogfmtEncoderTest.class.getName(), logger, Level.INFO, message, thrown, new Object[0]);
  }

  private static String encode(LoggingEvent event) {
    return new String(new LogfmtEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
