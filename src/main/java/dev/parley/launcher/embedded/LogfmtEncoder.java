package dev.parley.launcher.embedded;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one line of {@code key=value} pairs (logfmt): {@code time}, {@code level},
 * {@code logger}, {@code thread}, {@code msg}, the event's own pairs and its context, {@code error}
 * with the stack trace. What looks like a credential in a URL or a header is masked, whoever logged
 * it.
 */
final class LogfmtEncoder extends EncoderBase<ILoggingEvent> {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:token|access_token|api[_-]?key|secret|password)=|bearer[ ,]+|\\bpk_[^_\\s]+_)"
              + "[^&\\s\"'#;,)\\]}]+");

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256);
    line.append("time=").append(event.getInstant());
    pair(line, "level", event.getLevel().toString());
    pair(line, "logger", event.getLoggerName());
    pair(line, "thread", event.getThreadName());
    pair(line, "msg", masked(event.getFormattedMessage()));
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair each : event.getKeyValuePairs()) {
        pair(line, each.key, masked(String.valueOf(each.value)));
      }
    }
    event.getMDCPropertyMap().forEach((key, value) -> pair(line, key, masked(value)));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      pair(line, "error", masked(ThrowableProxyUtil.asString(thrown)));
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  static String masked(String text) {
    return SECRET.matcher(text).replaceAll("$1***");
  }

  private static void pair(StringBuilder line, String key, String value) {
    line.append(' ').append(key).append('=');
    if (plain(value)) {
      line.append(value);
      return;
    }
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> line.append('\\').append(c);
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(c)) {
            line.append(String.format("\\u%04x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
    line.append('"');
  }

  private static boolean plain(String value) {
    if (value.isEmpty()) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c == '=' || c == '\\' || Character.isISOControl(c)) {
        return false;
      }
    }
    return true;
  }
}
