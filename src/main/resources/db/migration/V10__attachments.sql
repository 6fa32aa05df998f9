-- Files of rooms. Times are epoch milliseconds; digest is SHA-256 in hexadecimal, missing while parts are
-- still to come. One that stands in no message goes when it expires; one that does goes with the message.
-- In room_message an attachment is five lines: id, name, media type, size, whether there is a small picture.
CREATE TABLE room_attachment (
  attachment_id VARCHAR(256) NOT NULL PRIMARY KEY,
  room_id VARCHAR(256) NOT NULL,
  brought_by VARCHAR(280) NOT NULL,
  chunks INTEGER NOT NULL,
  content_size BIGINT NOT NULL,
  thumbnail BOOLEAN NOT NULL,
  name ${text} NOT NULL,
  media_type ${text} NOT NULL,
  digest VARCHAR(64),
  message_id VARCHAR(256),
  expires_at BIGINT NOT NULL
);

CREATE INDEX room_attachment_by_expiry ON room_attachment (expires_at);

-- The parts in order, of 256 KiB each but for the last one; -1 is a small picture of it.
CREATE TABLE room_attachment_chunk (
  attachment_id VARCHAR(256) NOT NULL,
  chunk_index INTEGER NOT NULL,
  content ${bytes} NOT NULL,
  PRIMARY KEY (attachment_id, chunk_index)
);
