package dev.parley.content;

import dev.parley.delivery.StateSource;
import dev.parley.journal.Snapshots;
import dev.parley.vocabulary.ContentQuery.ListContentHistory;
import dev.parley.vocabulary.ContentQuery.ShowContent;
import dev.parley.vocabulary.ContentStatus;
import dev.parley.vocabulary.ContentView;
import dev.parley.vocabulary.Notice;
import dev.parley.vocabulary.Position;
import dev.parley.vocabulary.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Shows how it stands with what is being made. Safe for use by any number of threads. */
public final class ContentQueries implements StateSource {
  private final Snapshots snapshots;
  private final Executor readers;

  /**
   * @param readers runs what asks the database
   */
  public ContentQueries(Snapshots snapshots, Executor readers) {
    this.snapshots = snapshots;
    this.readers = readers;
  }

  /**
   * How it stands now, or null where nothing was told of what has to be known. Blocks.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public ContentView.@Nullable OneContent show(ShowContent query) {
    Topic topic = Topic.ofContent(query.contentId());
    return snapshots.read(
        (entities, heads) -> {
          ContentRow row = entities.find(ContentRow.class, query.contentId());
          return row == null && query.known()
              ? null
              : new ContentView.OneContent(
                  query.contentId(),
                  row == null ? null : row.status(),
                  new Position(heads.epoch(), heads.head(topic)));
        });
  }

  /**
   * The states in which it was, newest first. Blocks.
   *
   * @throws jakarta.persistence.PersistenceException if the database cannot be asked now
   */
  public ContentView.History history(ListContentHistory query) {
    int limit = query.slice().limit();
    Long before = query.slice().before();
    List<ContentChangeRow> rows =
        snapshots.read(
            (entities, heads) ->
                entities
                    .createQuery(
                        "SELECT c FROM ContentChangeRow c"
                            + " WHERE c.contentId = :content AND c.stamp < :before"
                            + " ORDER BY c.contentId DESC, c.stamp DESC",
                        ContentChangeRow.class)
                    .setParameter("content", query.contentId())
                    .setParameter("before", before == null ? Long.MAX_VALUE : before)
                    .setMaxResults(limit + 1)
                    .getResultList());
    boolean more = rows.size() > limit;
    List<ContentChangeRow> page = more ? rows.subList(0, limit) : rows;
    List<ContentStatus> changes = page.stream().map(ContentChangeRow::status).toList();
    return new ContentView.History(changes, more ? page.get(limit - 1).stamp() : null);
  }

  /** How it stands, for those who begin to listen. */
  @Override
  public CompletionStage<Notice.@Nullable State> state(Topic topic) {
    return CompletableFuture.supplyAsync(
        () -> {
          ContentView.OneContent content = show(new ShowContent(topic.id(), true));
          return content == null ? null : new Notice.State(topic, content, content.position());
        },
        readers);
  }
}
