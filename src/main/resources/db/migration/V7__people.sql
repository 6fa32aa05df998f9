-- What people are told. Times are epoch milliseconds; a stamp grows with time and stands in the public
-- id (ntf_<stamp>). A key of several parts is the parts with a line's end between: ids are printable,
-- so none holds one.

-- For everybody where user_id is empty. Actions are three lines each: name, title, icon or nothing.
-- read_stamp is the stamp of its having been read by the one user that it is for, 0 before.
CREATE TABLE notification (
  stamp BIGINT NOT NULL PRIMARY KEY,
  user_id VARCHAR(256) NOT NULL,
  level VARCHAR(16) NOT NULL,
  title ${text},
  message ${text} NOT NULL,
  link ${text},
  icon ${text},
  badge ${text},
  actions ${text} NOT NULL,
  sent_by VARCHAR(256) NOT NULL,
  sent_at BIGINT NOT NULL,
  read_stamp BIGINT NOT NULL
);

CREATE INDEX notification_by_user ON notification (user_id, stamp);
CREATE INDEX notification_by_reading ON notification (read_stamp, stamp);

-- Key: reader, stamp of a notification for everybody. A reader is the kind and the id of a caller.
CREATE TABLE notification_read (
  read_key VARCHAR(300) NOT NULL PRIMARY KEY,
  reader VARCHAR(270) NOT NULL,
  stamp BIGINT NOT NULL,
  read_stamp BIGINT NOT NULL
);

CREATE INDEX notification_read_by_reader ON notification_read (reader, stamp);
CREATE INDEX notification_read_by_stamp ON notification_read (stamp);
