package dev.parley.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The packaged WAR, run by itself in a process of its own. Output is read as it comes and kept.
 * Closing kills the process and those that it has started.
 */
public final class HubProcess implements AutoCloseable {
  private static final String READY = "Parley listens on ";
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Queue<String> output = new ConcurrentLinkedQueue<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(2);

  private HubProcess(Process process) {
    this.process = process;
    read(process.getInputStream(), output);
    read(process.getErrorStream(), errors);
  }

  /** The WAR that the build has packaged. */
  public static Path war() {
    return Path.of(System.getProperty("parley.war", "target/parley.war")).toAbsolutePath();
  }

  /** The command that runs the WAR in the Java of this test; JVM options may be put in. */
  public static List<String> command(String... jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-jar", war().toString()));
    return command;
  }

  /** Runs a command with further arguments and with what the environment shall have besides. */
  public static HubProcess start(
      List<String> command, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
    builder.environment().putAll(environment);
    return new HubProcess(builder.start());
  }

  /** Waits until it is ready, and answers the address that it has printed. */
  public String address() throws Exception {
    try {
      return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("not ready; it said:\n" + output() + errors(), e);
    }
  }

  /** Asks it for something. */
  public HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /** Sends a signal, given by name, to the process that was started. */
  public void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("cannot send SIG" + name);
    }
  }

  /** Waits until it has ended and everything it said is known. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        || !ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it said:\n" + output() + errors());
    }
    return process.exitValue();
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** What it has said so far on standard output. */
  public String output() {
    return text(output);
  }

  /** What it has said so far on standard error. */
  public String errors() {
    return text(errors);
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
  }

  private static String text(Queue<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void read(InputStream stream, Queue<String> into) {
    // Reading a pipe pins the carrier of a virtual thread, of which there are as many as
    // processors.
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (BufferedReader reader =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                  into.add(line);
                  if (line.startsWith(READY)) {
                    address.complete(line.substring(READY.length()));
                  }
                }
              } catch (IOException e) {
                into.add(e.toString());
              } finally {
                ended.countDown();
                if (ended.getCount() == 0) {
                  address.completeExceptionally(new IOException("it ended"));
                }
              }
            });
  }
}
