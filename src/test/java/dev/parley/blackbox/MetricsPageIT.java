package dev.parley.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.blackbox.client.Api;
import dev.parley.blackbox.client.Dashboard;
import dev.parley.blackbox.client.EventStream;
import dev.parley.blackbox.client.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The page of all metrics says what a running hub measures; {@code -Ddocs=write} writes it anew.
 */
@ExtendWith(TargetExtension.class)
final class MetricsPageIT {
  private static final Path PAGE = Path.of("docs/metrics.md");

  private static final String HEAD =
      """
      # Metrics

      `/metrics` in Prometheus' text form: open on loopback, elsewhere with a credential unless `parley.metrics.open`.
      Beside these it has what Micrometer tells of the JVM and the process (`jvm_`, `process_`, `system_`). A histogram has
      `_bucket`, `_count` and `_sum`, a summary `_count` and `_sum`; what is timed or sized has a `_max` of the last minutes
      too. The label `code` is one of the closed list of codes or of the names of close codes; `dialect` is what a
      connection speaks, `transport` how it comes: together they are the door.

      | metric | type | labels | |
      |---|---|---|---|
      """;

  private static final Pattern HELP = Pattern.compile("# HELP (parley_\\w+) (.+)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (parley_\\w+) (\\w+)");
  private static final Pattern SAMPLE = Pattern.compile("(parley_\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

  private final Target target;

  MetricsPageIT(Target target) {
    this.target = target;
  }

  @Test
  void hasEveryMetricAndNoOther() throws Exception {
    // Some are there when there was something to measure.
    target.record(Target.fresh("measured"));
    target.position();
    String expected = HEAD + rows(target.admin().get("/metrics").expect(200).body());
    if (System.getProperty("docs", "").equals("write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  @Test
  void countsConnectionsByDoor() throws Exception {
    try (Dashboard dashboard = Dashboard.open(target, target.adminKey(), "?client_id=metrics");
        EventStream events =
            EventStream.open(target.admin(), "/api/v1/events?topics=collaboration", Map.of())) {
      dashboard.await("collaboration_state");
      events.next("collaboration_state");
      for (String transport : new String[] {"websocket", "sse"}) {
        assertThat(
                value(
                    "parley_connections",
                    "dialect=\"collaboration\",transport=\"" + transport + "\""))
            .isGreaterThanOrEqualTo(1);
      }
    }
  }

  @Test
  void countsRefusalsOfEveryKindByTheirCodes() throws Exception {
    Api admin = target.admin();
    String path = Target.COLLABORATION + "record-activity";
    for (Map.Entry<String, Refused> each :
        Map.<String, Refused>of(
                "invalid", () -> admin.post(path, "{}").expect(422),
                "malformed", () -> admin.post(path, "{").expect(400),
                "unauthenticated", () -> target.nobody().get("/api/v1/me").expect(401),
                "not_found", () -> admin.get("/api/v1/nothing").expect(404),
                "conflict", this::completeTwice,
                "forbidden", this::handshakeOfAnotherOrigin)
            .entrySet()) {
      double before = refusals(each.getKey());
      each.getValue().happen();
      assertThat(refusals(each.getKey())).as(each.getKey()).isEqualTo(before + 1);
    }
  }

  private interface Refused {
    void happen() throws Exception;
  }

  private void completeTwice() throws Exception {
    String activity = target.record(Target.fresh("twice"));
    String path = Target.COLLABORATION + "complete-activity";
    String body = "{\"activity_id\":\"" + activity + "\",\"success\":%s}";
    target.admin().post(path, body.formatted(true)).expect(200);
    target.admin().post(path, body.formatted(false)).expect(409);
  }

  private void handshakeOfAnotherOrigin() throws Exception {
    target.nobody().get(Target.WEBSOCKET, Map.of("Origin", "https://evil.test")).expect(403);
  }

  private double refusals(String code) throws Exception {
    return value("parley_refusals_total", "code=\"" + code + "\"");
  }

  private double value(String name, String labels) throws Exception {
    return target
        .admin()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{" + labels + "}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(0);
  }

  private static String rows(String metrics) {
    Map<String, String> help = new TreeMap<>();
    Map<String, String> types = new TreeMap<>();
    Map<String, TreeSet<String>> labels = new TreeMap<>();
    for (String line : metrics.lines().toList()) {
      Matcher helped = HELP.matcher(line);
      Matcher typed = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (helped.matches()) {
        help.put(helped.group(1), helped.group(2));
      } else if (typed.matches()) {
        types.put(typed.group(1), typed.group(2));
      } else if (sample.matches()) {
        TreeSet<String> names =
            labels.computeIfAbsent(family(sample.group(1), types), name -> new TreeSet<>());
        if (sample.group(2) != null) {
          LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
        }
      }
    }
    assertThat(types.keySet()).as("every metric has a description").isEqualTo(help.keySet());
    return types.keySet().stream()
        .filter(
            name -> !types.containsKey(name.replaceFirst("_max$", "")) || !name.endsWith("_max"))
        .map(
            name ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        name,
                        types.get(name),
                        labels.get(name).stream()
                            .filter(label -> !label.equals("le"))
                            .collect(Collectors.joining(", ")),
                        help.get(name)))
        .collect(Collectors.joining());
  }

  private static String family(String sample, Map<String, String> types) {
    return types.containsKey(sample) ? sample : sample.replaceFirst("_(bucket|count|sum)$", "");
  }
}
