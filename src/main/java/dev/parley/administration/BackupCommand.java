package dev.parley.administration;

import dev.parley.store.Store;
import dev.parley.store.StoreSettings;
import dev.parley.vocabulary.OperatorCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code backup}: copies the data, and prints where the copy is. */
public final class BackupCommand {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

  private BackupCommand() {}

  /**
   * Has it made.
   *
   * @param hub the hub that serves from the data; null where none does
   */
  public static void run(
      StoreSettings settings,
      Path data,
      @Nullable HubClient hub,
      Parameters parameters,
      Instant now,
      PrintWriter out)
      throws AdministrationException {
    String name = parameters.values().getOrDefault("name", TIME.format(now));
    Path place = data.resolve("backups").resolve(name);
    if (hub != null) {
      hub.send("PUT", "backups/" + HubClient.segment(name), null);
    } else if (settings.directory() == null) {
      // Not even opened for that.
      check(new Backups(data, null, BackupCommand::none, Runnable::run), name);
    } else {
      try (Store store = StoppedHub.openStore(settings)) {
        check(
            new Backups(data, settings.directory(), path -> copy(store, path), Runnable::run),
            name);
      }
    }
    out.println(place);
  }

  private static CompletionStage<Void> none(Path target) {
    return CompletableFuture.failedFuture(new IOException("there is no embedded store"));
  }

  private static CompletionStage<Void> copy(Store store, Path target) {
    try {
      store.copyTo(target);
      return CompletableFuture.completedFuture(null);
    } catch (IOException | SQLException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void check(Backups backups, String name) throws AdministrationException {
    Reply reply = backups.make(new OperatorCommand.MakeBackup(name)).toCompletableFuture().join();
    if (reply instanceof Reply.Refused refused) {
      Refusal refusal = refused.refusal();
      throw AdministrationException.failed(refusal.detail());
    }
  }
}
