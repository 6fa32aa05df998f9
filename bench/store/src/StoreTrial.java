import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Entry point: {@code java StoreTrial <sub-command> <store> <directory> [key=value ...]}. */
final class StoreTrial {
  private StoreTrial() {}

  public static void main(String[] args) throws Exception {
    Store store = Store.named(args[1]);
    Path directory = Path.of(args[2]).toAbsolutePath();
    Map<String, String> own = new LinkedHashMap<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 3; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      (pair[0].startsWith("--") ? own : options).put(pair[0].replaceFirst("^--", ""), pair[1]);
    }
    switch (args[0]) {
      case "size" ->
          SizeRun.run(
              store,
              directory,
              options,
              Boolean.parseBoolean(own.getOrDefault("guarded", "false")),
              Integer.parseInt(own.getOrDefault("seconds", "3600")),
              Double.parseDouble(own.getOrDefault("rate", "10")));
      case "write" ->
          Writer.run(
              store,
              directory,
              options,
              Boolean.parseBoolean(own.getOrDefault("guarded", "false")),
              Arrays.stream(own.getOrDefault("sizes", "1").split(","))
                  .mapToInt(Integer::parseInt)
                  .toArray(),
              Long.parseLong(own.getOrDefault("groups", "1000000000")),
              Integer.parseInt(own.getOrDefault("cycle", "0")),
              Writer.acks(own.get("acks")));
      case "kill9" ->
          Kill9.run(
              store,
              directory,
              options,
              Integer.parseInt(own.getOrDefault("rounds", "30")),
              own.getOrDefault("sizes", "1,64"),
              own.getOrDefault("guarded", "false"));
      case "powerloss" ->
          PowerLoss.run(
              store,
              directory,
              options,
              Path.of(own.get("trace")),
              own.get("root"),
              Integer.parseInt(own.getOrDefault("rounds", "30")),
              Long.parseLong(own.getOrDefault("seed", "1")));
      case "checks" -> Checks.run(store, directory, options);
      case "check" -> {
        try (Connection connection = store.open(directory, options)) {
          System.out.println(
              Checker.check(connection, Long.parseLong(own.getOrDefault("acknowledged", "0"))));
        }
      }
      case "throughput" ->
          Throughput.run(
              directory,
              options,
              Integer.parseInt(own.getOrDefault("pairs", "5")),
              Integer.parseInt(own.getOrDefault("seconds", "5")));
      case "full" ->
          FullDisk.run(
              store,
              directory,
              options,
              own.containsKey("control") ? Path.of(own.get("control")) : null,
              own.getOrDefault("fault", "any"),
              Boolean.parseBoolean(own.getOrDefault("guarded", "false")),
              Integer.parseInt(own.getOrDefault("rounds", "30")),
              Long.parseLong(own.getOrDefault("seed", "1")));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
