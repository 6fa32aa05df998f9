package dev.parley.collaboration;

import dev.parley.vocabulary.Json;
import dev.parley.vocabulary.MemoryOperation;
import dev.parley.vocabulary.MemoryUpdate;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What an agent did to an item of its memory; kept as history. */
@Entity
@Table(name = "memory_update")
class MemoryUpdateRow {
  @Id
  @Column(name = "stamp")
  private Long stamp = 0L;

  @Column(name = "operation")
  private String operation = "";

  @Column(name = "item_id")
  private String itemId = "";

  @Column(name = "agent_id")
  private String agentId = "";

  @Column(name = "recorded_at")
  private long recordedAt;

  @Column(name = "metadata")
  private String metadata = "";

  protected MemoryUpdateRow() {}

  MemoryUpdateRow(long stamp, MemoryUpdate update) {
    this.stamp = stamp;
    this.operation = update.operation().wireName();
    this.itemId = update.itemId();
    this.agentId = update.agentId();
    this.recordedAt = update.timestamp().toEpochMilli();
    this.metadata = update.metadata().text();
  }

  long stamp() {
    return stamp;
  }

  /** The update as the hub tells it. */
  MemoryUpdate update() {
    return new MemoryUpdate(
        MemoryOperation.ofWireName(operation).orElseThrow(),
        itemId,
        agentId,
        Instant.ofEpochMilli(recordedAt),
        new Json(metadata));
  }
}
