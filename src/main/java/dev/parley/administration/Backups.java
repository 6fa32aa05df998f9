package dev.parley.administration;

import dev.parley.identity.BootstrapKey;
import dev.parley.identity.DevelopmentKey;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of a data directory in its folder {@code backups}, each a data directory by itself. A copy
 * appears whole or not at all. Safe for use by any number of threads; one copy is made at a time.
 */
public final class Backups {
  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
  private static final String FOLDER = "backups";
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Pattern NAME = Pattern.compile(OperatorCommand.MakeBackup.NAME);

  /** So that nobody fills the disk by asking; who deletes or moves some may have more. */
  private static final int MOST = 32;

  private static final String UNFINISHED = ".unfinished";
  private static final List<String> FILES =
      List.of(BootstrapKey.FILE_NAME, DevelopmentKey.FILE_NAME, "parley.properties");

  private final Path data;
  private final @Nullable Path store;
  private final Function<Path, CompletionStage<Void>> copyStore;
  private final Executor blocking;
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * Copies of that data directory.
   *
   * @param store the directory of the embedded store within it; null where there is none
   * @param copyStore copies the store to a new directory and forces it to the disk; fails with
   *     {@link IOException}
   * @param blocking runs the rest
   */
  public Backups(
      Path data,
      @Nullable Path store,
      Function<Path, CompletionStage<Void>> copyStore,
      Executor blocking) {
    this.data = data;
    this.store = store;
    this.copyStore = copyStore;
    this.blocking = blocking;
  }

  /** Where the copy of that name is, or would be. */
  public Path place(String name) {
    return data.resolve(FOLDER).resolve(name);
  }

  /** Carries out the command; the stage never fails exceptionally. */
  public CompletionStage<Reply> make(OperatorCommand.MakeBackup command) {
    String name = command.name();
    if (!NAME.matcher(name).matches()) {
      return CompletableFuture.completedFuture(
          new Reply.Refused(
              Refusal.invalid(
                  List.of(
                      new Refusal.Fault(
                          "name",
                          "takes 1 to 64 letters, digits, dots, dashes and underscores.")))));
    }
    if (store == null) {
      return refused(
          Refusal.Code.CONFLICT, "The data are in PostgreSQL, which has its own tools for that.");
    }
    if (Files.exists(place(name))) {
      return CompletableFuture.completedFuture(Reply.done());
    }
    if (count() >= MOST) {
      return refused(
          Refusal.Code.CONFLICT,
          "There are " + MOST + " backups already; delete some, or move them elsewhere.");
    }
    if (!busy.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(
          new Reply.Refused(
              new Refusal(
                  Refusal.Code.CONFLICT, "Another backup is being made.", RETRY, List.of(), null)));
    }
    Path draft = place(UNFINISHED);
    return CompletableFuture.runAsync(() -> begin(draft), blocking)
        .thenCompose(begun -> copyStore.apply(draft.resolve(store.getFileName())))
        .thenApplyAsync(
            copied -> {
              finish(draft, place(name));
              return Reply.created(name);
            },
            blocking)
        .exceptionally(Backups::failed)
        .whenComplete((reply, none) -> busy.set(false));
  }

  private int count() {
    String[] all = data.resolve(FOLDER).toFile().list();
    return all == null ? 0 : all.length;
  }

  private static CompletionStage<Reply> refused(Refusal.Code code, String detail) {
    return CompletableFuture.completedFuture(Reply.refused(code, detail));
  }

  private static Reply failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    LOG.atWarn().setCause(cause).log("No backup could be made");
    return new Reply.Refused(
        Refusal.unavailable("No backup could be made: " + cause.getMessage() + ".", RETRY));
  }

  private void begin(Path draft) {
    try {
      delete(draft);
      Files.createDirectories(draft);
      for (String name : FILES) {
        Path file = data.resolve(name);
        if (Files.exists(file)) {
          Files.copy(file, draft.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void finish(Path draft, Path place) {
    try {
      force(draft);
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
      force(place.resolveSibling("."));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void force(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
