-- Who did what to what is not only theirs, and when. Times are epoch milliseconds; a stamp grows with
-- time. What does not apply is empty.
CREATE TABLE audit_entry (
  stamp BIGINT NOT NULL PRIMARY KEY,
  done_at BIGINT NOT NULL,
  actor_kind VARCHAR(16) NOT NULL,
  actor_id VARCHAR(256) NOT NULL,
  key_id VARCHAR(256) NOT NULL,
  act VARCHAR(64) NOT NULL,
  subject VARCHAR(256) NOT NULL,
  room_id VARCHAR(256) NOT NULL,
  detail ${text} NOT NULL
);

CREATE INDEX audit_entry_by_actor ON audit_entry (actor_id, stamp);
CREATE INDEX audit_entry_by_act ON audit_entry (act, stamp);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject, stamp);
CREATE INDEX audit_entry_by_room ON audit_entry (room_id, stamp);
