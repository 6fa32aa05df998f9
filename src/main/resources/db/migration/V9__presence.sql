-- Who has said to be busy, or wants to look offline, on all devices; status is one of these two.
CREATE TABLE presence_hold (
  user_id VARCHAR(256) NOT NULL PRIMARY KEY,
  status VARCHAR(16) NOT NULL,
  since BIGINT NOT NULL
);
