package dev.parley.blackbox.owned;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What Linux tells of processes and their sockets. */
public final class ProcFs {
  private static final String LISTENS = "0A";

  private ProcFs() {}

  private record Socket(int localPort, int remotePort, String state, String inode) {}

  /**
   * The process that listens on a port, which need not be the one that was started.
   *
   * @throws AssertionError if there is none that may be looked at
   */
  public static ProcessHandle owner(int port) {
    Set<String> links = new HashSet<>();
    sockets()
        .filter(socket -> socket.localPort() == port && socket.state().equals(LISTENS))
        .forEach(socket -> links.add("socket:[" + socket.inode() + "]"));
    return ProcessHandle.allProcesses()
        .filter(process -> descriptors(process).anyMatch(links::contains))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody listens on port " + port));
  }

  /** Whether the process still holds the socket of a connection between those ports. */
  public static boolean holds(ProcessHandle process, int localPort, int remotePort) {
    Set<String> links = new HashSet<>();
    sockets()
        .filter(socket -> socket.localPort() == localPort && socket.remotePort() == remotePort)
        .forEach(socket -> links.add("socket:[" + socket.inode() + "]"));
    return descriptors(process).anyMatch(links::contains);
  }

  /** How many sockets the process holds. */
  public static long sockets(ProcessHandle process) {
    return descriptors(process).filter(link -> link.startsWith("socket:")).count();
  }

  private static Stream<Socket> sockets() {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .map(Path::of)
        .filter(Files::exists)
        .flatMap(table -> lines(table).stream().skip(1))
        .map(line -> line.strip().split("\\s+"))
        .map(field -> new Socket(port(field[1]), port(field[2]), field[3], field[9]));
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The targets of what is open; nothing for a process that has gone or is somebody else's. */
  private static Stream<String> descriptors(ProcessHandle process) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return open.map(ProcFs::target).toList().stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
