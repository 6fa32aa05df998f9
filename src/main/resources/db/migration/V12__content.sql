-- What is being made, and how it stands. A stamp grows with time. updater_kind is that of a caller;
-- error is there where it has failed.
CREATE TABLE content (
  content_id VARCHAR(256) NOT NULL PRIMARY KEY,
  content_type VARCHAR(256),
  state VARCHAR(16) NOT NULL,
  progress INTEGER NOT NULL,
  metadata ${text} NOT NULL,
  error ${text},
  retryable BOOLEAN NOT NULL,
  retry_requested BOOLEAN NOT NULL,
  updater_kind VARCHAR(16) NOT NULL,
  updated_by VARCHAR(256) NOT NULL,
  updated_stamp BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX content_by_update ON content (updated_stamp);

-- The states into which it has come.
CREATE TABLE content_change (
  stamp BIGINT NOT NULL PRIMARY KEY,
  content_id VARCHAR(256) NOT NULL,
  content_type VARCHAR(256),
  state VARCHAR(16) NOT NULL,
  progress INTEGER NOT NULL,
  metadata ${text} NOT NULL,
  error ${text},
  retryable BOOLEAN NOT NULL,
  updated_by VARCHAR(256) NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX content_change_by_content ON content_change (content_id, stamp);
