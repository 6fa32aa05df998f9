-- API keys. Times are epoch milliseconds. The secret of a key is nowhere: secret_hash is SHA-256 in
-- hexadecimal; roles are wire names with commas between.

CREATE TABLE api_key (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  secret_hash VARCHAR(64) NOT NULL,
  owner_kind VARCHAR(16) NOT NULL,
  owner_id VARCHAR(256) NOT NULL,
  roles VARCHAR(128) NOT NULL,
  label VARCHAR(256),
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  revoked_at BIGINT
);

-- Secrets that all nodes of a hub share, in hexadecimal.

CREATE TABLE hub_secret (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  secret VARCHAR(64) NOT NULL
);
