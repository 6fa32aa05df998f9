package dev.parley.blackbox.owned;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What lives in the heap of a JVM after a full collection, by the JDK's {@code jcmd}.
 *
 * @param bytes of all live objects
 * @param instances of each class, by its name
 * @param sizes in bytes of all instances of each class
 */
public record Heap(long bytes, Map<String, Long> instances, Map<String, Long> sizes) {
  private static final int MOST = 12;

  private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

  /** Collects, then counts. */
  public static Heap of(ProcessHandle process) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new AssertionError(output);
    }
    long bytes = 0;
    Map<String, Long> instances = new HashMap<>();
    Map<String, Long> sizes = new HashMap<>();
    for (String line : output.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        instances.merge(matcher.group(3), Long.valueOf(matcher.group(1)), Long::sum);
        sizes.merge(matcher.group(3), Long.valueOf(matcher.group(2)), Long::sum);
        bytes += Long.parseLong(matcher.group(2));
      }
    }
    return new Heap(bytes, Map.copyOf(instances), Map.copyOf(sizes));
  }

  /** How many live objects there are of the classes whose names begin like that. */
  public long count(String start) {
    return instances.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(start))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What has grown most since then, in bytes. */
  public String since(Heap earlier) {
    Map<String, Long> growth = new HashMap<>();
    sizes.forEach((name, size) -> growth.put(name, size - earlier.sizes.getOrDefault(name, 0L)));
    return growth.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST)
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /** The size in MiB. */
  public double mebibytes() {
    return bytes / (1024.0 * 1024.0);
  }
}
