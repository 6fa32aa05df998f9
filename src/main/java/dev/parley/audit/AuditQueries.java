package dev.parley.audit;

import dev.parley.journal.Snapshots;
import dev.parley.vocabulary.AuditSearch;
import dev.parley.vocabulary.Query.ListAudit;
import dev.parley.vocabulary.View;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the audit trail. Asks the database: blocks. Safe for use by any number of threads. */
public final class AuditQueries {
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Snapshots snapshots;

  public AuditQueries(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** Entries, newest first. */
  public View.Audit list(ListAudit query) {
    int limit = query.slice().limit();
    Long before = query.slice().before();
    Map<String, Object> values = new LinkedHashMap<>();
    String wanted = wanted(query.search(), before == null ? Long.MAX_VALUE : before, values);
    return snapshots.read(
        (entities, heads) -> {
          TypedQuery<AuditRow> asked =
              entities.createQuery(
                  "SELECT e FROM AuditRow e WHERE " + wanted + " ORDER BY e.stamp DESC",
                  AuditRow.class);
          values.forEach(asked::setParameter);
          List<AuditRow> rows = asked.setMaxResults(limit + 1).getResultList();
          List<AuditRow> part = rows.subList(0, Math.min(limit, rows.size()));
          return new View.Audit(
              part.stream().map(AuditRow::entry).toList(),
              rows.size() > limit ? part.getLast().stamp() : null);
        });
  }

  private static String wanted(AuditSearch search, long before, Map<String, Object> values) {
    StringBuilder wanted = new StringBuilder("e.stamp < :before");
    values.put("before", before);
    also(wanted, values, "e.actorId = :actor", search.actorId());
    also(wanted, values, "e.act = :act", search.kind() == null ? null : search.kind().wireName());
    also(wanted, values, "e.subject = :subject", search.subject());
    also(wanted, values, "e.roomId = :room", search.roomId());
    also(wanted, values, "e.doneAt >= :since", millis(search.since()));
    also(wanted, values, "e.doneAt < :until", millis(search.until()));
    return wanted.toString();
  }

  /** The nearest that can be counted. */
  private static @Nullable Long millis(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    if (time.isBefore(Instant.EPOCH)) {
      return 0L;
    }
    return time.isAfter(LATEST) ? LATEST.toEpochMilli() : time.toEpochMilli();
  }

  private static void also(
      StringBuilder wanted, Map<String, Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      wanted.append(" AND ").append(condition);
      values.put(condition.substring(condition.indexOf(':') + 1), value);
    }
  }
}
