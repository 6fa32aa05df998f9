-- The journal: one log per database, a feed of offsets per topic. Times are epoch milliseconds.

CREATE TABLE log (
  id INTEGER NOT NULL PRIMARY KEY,
  epoch VARCHAR(64) NOT NULL,
  lineage VARCHAR(64) NOT NULL,
  seq BIGINT NOT NULL,
  last_stamp BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  writer_mode VARCHAR(16) NOT NULL,
  lease_owner VARCHAR(64),
  lease_until BIGINT
);

CREATE TABLE topic_head (
  topic VARCHAR(512) NOT NULL PRIMARY KEY,
  oldest BIGINT NOT NULL,
  head BIGINT NOT NULL
);

CREATE TABLE journal_event (
  seq BIGINT NOT NULL PRIMARY KEY,
  topic VARCHAR(512) NOT NULL,
  topic_offset BIGINT NOT NULL,
  event_type VARCHAR(64) NOT NULL,
  happened_at BIGINT NOT NULL,
  payload ${text} NOT NULL,
  CONSTRAINT journal_event_place UNIQUE (topic, topic_offset)
);

CREATE TABLE journal_batch (
  batch_id VARCHAR(36) NOT NULL PRIMARY KEY,
  last_seq BIGINT NOT NULL,
  committed_at BIGINT NOT NULL
);

CREATE INDEX journal_batch_age ON journal_batch (committed_at);

CREATE TABLE idempotency (
  request_key VARCHAR(64) NOT NULL PRIMARY KEY,
  fingerprint VARCHAR(64) NOT NULL,
  created_id VARCHAR(256),
  answered_at BIGINT NOT NULL
);

CREATE INDEX idempotency_age ON idempotency (answered_at);
