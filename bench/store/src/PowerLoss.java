import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Rebuilds the disk as a power cut would have left it, from a trace of native/disk.c.
 *
 * <p>The model: a file's bytes and length are certain up to its last fsync or fdatasync. Creating,
 * renaming and deleting happen in order and are certain up to the last fsync of any file, as in a
 * file system with a journal of metadata. What came after is, by variant: gone ({@code NONE}), a
 * random choice of whole writes ({@code SOME}), or a random choice of 4 KiB pages, so that a write
 * may be torn ({@code TORN}); of the directory's changes a random beginning of the sequence.
 */
final class PowerLoss {
  private enum Variant {
    NONE,
    SOME,
    TORN
  }

  private record Step(char op, int file, long offset, String a, String b, byte[] data) {}

  private static final class Image {
    byte[] bytes = new byte[0];
    int length;
    final List<Step> pending = new ArrayList<>();

    void apply(Step step) {
      if (step.op == 'T') {
        resize((int) step.offset);
      } else {
        write((int) step.offset, step.data, 0, step.data.length);
      }
    }

    void resize(int size) {
      if (size > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
      }
      if (size < length) {
        Arrays.fill(bytes, size, length, (byte) 0);
      }
      length = size;
    }

    void write(int offset, byte[] data, int from, int count) {
      if (offset + count > length) {
        resize(offset + count);
      }
      System.arraycopy(data, from, bytes, offset, count);
    }
  }

  private PowerLoss() {}

  static void run(
      Store store,
      Path work,
      Map<String, String> options,
      Path trace,
      String root,
      int rounds,
      long seed)
      throws Exception {
    List<Step> steps = read(trace);
    Random random = new Random(seed);
    int[] cuts = cuts(steps, rounds, root, random);
    Map<Integer, Image> images = new HashMap<>();
    Map<String, Integer> durableNames = new TreeMap<>();
    Deque<Step> pendingNames = new ArrayDeque<>();
    long acknowledged = 0;
    long syncs = 0;
    boolean born = false;
    int unborn = 0;
    int bad = 0;
    int at = 0;
    for (int round = 0; round < cuts.length; round++) {
      for (; at < cuts[round]; at++) {
        Step step = steps.get(at);
        switch (step.op) {
          case 'C', 'R', 'U' -> {
            pendingNames.add(step);
            if (step.op == 'C') {
              images.put(step.file, new Image());
            }
          }
          case 'W', 'T' -> images.get(step.file).pending.add(step);
          case 'S' -> {
            syncs++;
            Image image = images.get(step.file);
            image.pending.forEach(image::apply);
            image.pending.clear();
            pendingNames.forEach(name -> rename(durableNames, name));
            pendingNames.clear();
          }
          case 'M' -> throw new IllegalStateException("a writable mapping escapes this trace");
          default -> throw new IllegalStateException("step " + step.op);
        }
        acknowledged = Math.max(acknowledged, acknowledgement(step));
        born |= line(step).startsWith("opened");
      }
      Variant variant = Variant.values()[round % 3];
      Path directory = work.resolve("cut");
      Kill9.deleteAll(directory);
      Files.createDirectories(directory);
      Map<String, Integer> names = new TreeMap<>(durableNames);
      int keep = variant == Variant.NONE ? 0 : random.nextInt(pendingNames.size() + 1);
      for (Step name : pendingNames) {
        if (keep-- > 0) {
          rename(names, name);
        }
      }
      int dropped = 0;
      for (Map.Entry<String, Integer> name : names.entrySet()) {
        if (name.getKey().endsWith(".lck") || name.getKey().endsWith(".acks")) {
          continue;
        }
        Image image = images.get(name.getValue());
        Image left = new Image();
        left.write(0, image.bytes, 0, image.length);
        for (Step step : image.pending) {
          dropped += survive(left, step, variant, random) ? 0 : 1;
        }
        Path file = directory.resolve(name.getKey().substring(root.length() + 1));
        Files.createDirectories(file.getParent());
        try (var out = Files.newOutputStream(file)) {
          out.write(left.bytes, 0, left.length);
        }
      }
      String files = SizeRun.listing(directory);
      String outcome;
      try (Connection connection = store.open(directory, options)) {
        Checker.Verdict verdict = Checker.check(connection, acknowledged);
        bad += verdict.good() ? 0 : 1;
        outcome = verdict.toString();
        if (verdict.good() && verdict.seq() > 0) {
          outcome += goesOn(store, connection, directory, options);
        } else {
          shutdown(connection);
        }
      } catch (SQLException e) {
        bad += born ? 1 : 0;
        unborn += born ? 0 : 1;
        outcome = (born ? "BAD" : "unborn") + ", does not open: " + e.getMessage();
      }
      System.out.printf(
          "round %d: cut at step %d of %d before %s, %s, %d writes dropped, acknowledged %d, %s"
              + " (%s)%n",
          round,
          at,
          steps.size(),
          describe(steps, at, root),
          variant,
          dropped,
          acknowledged,
          outcome,
          files);
    }
    selfCheck(steps, root);
    System.out.printf(
        "# powerloss %s %s: %d rounds, %d bad; %d do not open but were never opened before; %d"
            + " steps, %d forced writes%n",
        store, options, cuts.length, bad, unborn, steps.size(), syncs);
  }

  /** All steps replayed must give exactly the files that the traced process left behind. */
  private static void selfCheck(List<Step> steps, String root) throws Exception {
    Map<Integer, Image> images = new HashMap<>();
    Map<String, Integer> names = new TreeMap<>();
    for (Step step : steps) {
      switch (step.op) {
        case 'C' -> {
          images.put(step.file, new Image());
          rename(names, step);
        }
        case 'R', 'U' -> rename(names, step);
        case 'W', 'T' -> images.get(step.file).apply(step);
        default -> {}
      }
    }
    for (Map.Entry<String, Integer> name : names.entrySet()) {
      Image image = images.get(name.getValue());
      byte[] real = Files.readAllBytes(Path.of(name.getKey()));
      if (!Arrays.equals(real, Arrays.copyOf(image.bytes, image.length))) {
        throw new IllegalStateException("the replay differs from the real " + name.getKey());
      }
    }
    System.out.println("# the replay of the whole trace equals the real files: " + names.size());
  }

  /** A store that was recovered must also go on: fifty more groups, an orderly end, and a look. */
  private static String goesOn(
      Store store, Connection connection, Path directory, Map<String, String> options)
      throws SQLException {
    long seq = 0;
    try (Groups groups = new Groups(store, connection)) {
      for (int i = 0; i < 50; i++) {
        seq = groups.commit(1);
      }
    }
    shutdown(connection);
    try (Connection again = store.open(directory, options)) {
      Checker.Verdict verdict = Checker.check(again, seq);
      shutdown(again);
      if (!verdict.good()) {
        throw new SQLException("after going on: " + verdict);
      }
    }
    return "";
  }

  private static void shutdown(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  /** Half of the cuts anywhere, half right before or after a step that is not a plain write. */
  private static int[] cuts(List<Step> steps, int rounds, String root, Random random) {
    List<Integer> special = new ArrayList<>();
    Map<Integer, Integer> syncsOf = new HashMap<>();
    for (Step step : steps) {
      if (step.op == 'S') {
        syncsOf.merge(step.file, 1, Integer::sum);
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      boolean rare = step.op == 'S' && syncsOf.get(step.file) < 20;
      if (rare || "CRUT".indexOf(step.op) >= 0) {
        special.add(i);
        special.add(i + 1);
      }
    }
    Collections.shuffle(special, random);
    int[] cuts = new int[rounds];
    for (int i = 0; i < rounds; i++) {
      cuts[i] =
          i % 2 == 0 || i / 2 >= special.size()
              ? random.nextInt(steps.size() + 1)
              : special.get(i / 2);
    }
    Arrays.sort(cuts);
    return cuts;
  }

  private static boolean survive(Image image, Step step, Variant variant, Random random) {
    if (variant == Variant.NONE || step.op == 'T' || variant == Variant.SOME) {
      boolean lucky = variant != Variant.NONE && random.nextBoolean();
      if (lucky) {
        image.apply(step);
      }
      return lucky;
    }
    boolean whole = true;
    for (int from = 0; from < step.data.length; ) {
      long position = step.offset + from;
      int count = (int) Math.min(4096 - position % 4096, step.data.length - from);
      if (random.nextBoolean()) {
        image.write((int) position, step.data, from, count);
      } else {
        whole = false;
      }
      from += count;
    }
    return whole;
  }

  private static void rename(Map<String, Integer> names, Step step) {
    switch (step.op) {
      case 'C' -> names.put(step.a, step.file);
      case 'U' -> names.remove(step.a);
      default -> {
        names.remove(step.a);
        names.put(step.b, step.file);
      }
    }
  }

  /** What the traced process said; its lines are short writes to a file in the directory. */
  private static String line(Step step) {
    return step.op == 'W' && step.data.length < 32
        ? new String(step.data, StandardCharsets.US_ASCII).strip()
        : "";
  }

  private static long acknowledgement(Step step) {
    String line = line(step);
    return line.matches("ack \\d+") ? Long.parseLong(line.substring(4)) : 0;
  }

  private static String describe(List<Step> steps, int at, String root) {
    if (at >= steps.size()) {
      return "the end";
    }
    Step step = steps.get(at);
    String name = step.a;
    if (name.isEmpty()) {
      for (Step other : steps) {
        if (other.file == step.file && other.op == 'C') {
          name = other.a;
        }
      }
    }
    return step.op + " " + name.substring(root.length() + 1);
  }

  private static List<Step> read(Path trace) throws Exception {
    List<Step> steps = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(trace), 1 << 20))) {
      byte[] head = new byte[25];
      while (true) {
        try {
          in.readFully(head);
        } catch (EOFException end) {
          return steps;
        }
        ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        char op = (char) fields.get();
        int file = fields.getInt();
        long offset = fields.getLong();
        String a = new String(in.readNBytes(fields.getInt()), StandardCharsets.UTF_8);
        String b = new String(in.readNBytes(fields.getInt()), StandardCharsets.UTF_8);
        steps.add(new Step(op, file, offset, a, b, in.readNBytes(fields.getInt())));
      }
    }
  }
}
