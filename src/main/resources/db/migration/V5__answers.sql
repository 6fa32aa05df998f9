-- An answer that is repeated also says where in a feed the work stands.

ALTER TABLE idempotency ADD COLUMN said_epoch VARCHAR(64);
ALTER TABLE idempotency ADD COLUMN said_offset BIGINT;
ALTER TABLE idempotency ADD COLUMN said_at BIGINT;
