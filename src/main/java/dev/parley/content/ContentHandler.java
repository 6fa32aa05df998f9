package dev.parley.content;

import dev.parley.journal.Batch;
import dev.parley.journal.CommandHandler;
import dev.parley.vocabulary.Caller;
import dev.parley.vocabulary.ContentCommand;
import dev.parley.vocabulary.ContentCommand.RetryContent;
import dev.parley.vocabulary.ContentCommand.UpdateContentStatus;
import dev.parley.vocabulary.ContentEvent.ContentFailed;
import dev.parley.vocabulary.ContentEvent.ContentRetryRequested;
import dev.parley.vocabulary.ContentEvent.ContentStatusChanged;
import dev.parley.vocabulary.ContentRemark.ContentProgressed;
import dev.parley.vocabulary.ContentState;
import dev.parley.vocabulary.ContentStatus;
import dev.parley.vocabulary.DurableCommand;
import dev.parley.vocabulary.Refusal;
import dev.parley.vocabulary.Reply;
import dev.parley.vocabulary.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps how it stands with what is being made. Runs on the journal's writer thread. */
public final class ContentHandler implements CommandHandler {
  private final ContentRetention retention;

  /**
   * @param retention {@code parley.content.retention}: how long it is kept how it stood
   */
  public ContentHandler(Duration retention) {
    this.retention = new ContentRetention(retention);
  }

  @Override
  public Set<Class<? extends DurableCommand>> commands() {
    return Set.of(UpdateContentStatus.class, RetryContent.class);
  }

  @Override
  public void announceKeys(DurableCommand command, Caller caller, Keys keys) {
    keys.add(ContentRow.class, ((ContentCommand) command).contentId());
  }

  @Override
  public Reply handle(DurableCommand command, Batch batch) {
    return switch ((ContentCommand) command) {
      case UpdateContentStatus update -> update(update, batch);
      case RetryContent retry -> retry(retry, batch);
    };
  }

  private static Reply update(UpdateContentStatus command, Batch batch) {
    String contentId = command.contentId();
    ContentRow row = batch.find(ContentRow.class, contentId);
    ContentStatus before = row == null ? null : row.status();
    if (row == null) {
      row = new ContentRow(contentId);
      batch.persist(row, contentId);
    }
    ContentStatus now = status(command, before, batch);
    long stamp = batch.nextStamp();
    row.update(now, batch.caller(), stamp);
    Topic topic = Topic.ofContent(contentId);
    if (before != null && before.state() == now.state()) {
      batch.tell(topic, new ContentProgressed(now, batch.head(topic)));
      return Reply.done();
    }
    batch.persist(new ContentChangeRow(stamp, now), stamp);
    batch.append(topic, new ContentStatusChanged(now));
    if (now.failure() != null) {
      batch.append(topic, new ContentFailed(contentId, now.failure(), batch.now()));
    }
    return Reply.done();
  }

  private static ContentStatus status(
      UpdateContentStatus command, @Nullable ContentStatus before, Batch batch) {
    Integer progress = command.progress();
    if (progress == null) {
      progress =
          command.state() == ContentState.COMPLETED
              ? 100
              : before == null || command.state() == ContentState.QUEUED ? 0 : before.progress();
    }
    String type = command.contentType();
    return new ContentStatus(
        command.contentId(),
        type == null && before != null ? before.contentType() : type,
        command.state(),
        progress,
        command.metadata(),
        command.state() == ContentState.FAILED ? command.failure() : null,
        batch.caller().id(),
        batch.now());
  }

  private static Reply retry(RetryContent command, Batch batch) {
    ContentRow row = batch.find(ContentRow.class, command.contentId());
    if (row == null) {
      return Reply.refused(
          Refusal.Code.NOT_FOUND, "Nobody has told anything of a content of that id.");
    }
    ContentStatus status = row.status();
    if (status.state() != ContentState.FAILED) {
      return Reply.refused(
          Refusal.Code.CONFLICT, "It is " + status.state().wireName() + " and has not failed.");
    }
    if (status.failure() != null && !status.failure().retryable()) {
      return Reply.refused(Refusal.Code.CONFLICT, "Its maker says that it cannot be retried.");
    }
    if (row.requestRetry()) {
      batch.nextStamp();
      batch.append(
          row.updater(), new ContentRetryRequested(status, batch.caller().id(), batch.now()));
    }
    return Reply.done();
  }

  @Override
  public int prune(Connection connection, Instant now, int most) throws SQLException {
    return retention.prune(connection, now, most);
  }
}
