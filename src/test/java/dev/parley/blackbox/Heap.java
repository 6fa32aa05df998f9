package dev.parley.blackbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lives in the heap of a JVM after a full collection, by the JDK's {@code jcmd}.
 *
 * @param bytes of all live objects
 * @param instances of each class, by its name
 */
public record Heap(long bytes, Map<String, Long> instances) {
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
    for (String line : output.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        instances.merge(matcher.group(3), Long.valueOf(matcher.group(1)), Long::sum);
        bytes += Long.parseLong(matcher.group(2));
      }
    }
    return new Heap(bytes, Map.copyOf(instances));
  }

  /** How many live objects of that class there are. */
  public long count(String className) {
    return instances.getOrDefault(className, 0L);
  }

  /** The size in MiB. */
  public double mebibytes() {
    return bytes / (1024.0 * 1024.0);
  }
}
