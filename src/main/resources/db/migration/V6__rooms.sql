-- Where people and agents talk. Times are epoch milliseconds; a stamp grows with time. A key of several
-- parts is the parts with a line's end between: ids are printable, so none holds one.

-- How many owners there are is kept, because a room must not lose its last one.
CREATE TABLE room (
  room_id VARCHAR(256) NOT NULL PRIMARY KEY,
  stamp BIGINT NOT NULL,
  room_type VARCHAR(16) NOT NULL,
  name ${text} NOT NULL,
  created_by VARCHAR(256) NOT NULL,
  created_at BIGINT NOT NULL,
  message_ttl BIGINT,
  archived_at BIGINT,
  owners INTEGER NOT NULL
);

CREATE INDEX room_by_stamp ON room (stamp);

-- Key: room, user. Who has left keeps the row, without a role, so that leaving ends no mute. The offsets
-- are those of the room's feed: received and read up to there, said last there.
CREATE TABLE room_member (
  member_key VARCHAR(520) NOT NULL PRIMARY KEY,
  room_id VARCHAR(256) NOT NULL,
  user_id VARCHAR(256) NOT NULL,
  stamp BIGINT NOT NULL,
  role VARCHAR(16),
  since BIGINT NOT NULL,
  muted_until BIGINT,
  received_to BIGINT NOT NULL,
  read_to BIGINT NOT NULL,
  said_at BIGINT NOT NULL
);

CREATE INDEX room_member_by_room ON room_member (room_id, stamp);

-- Key: room, invited user. An answered one is no longer pending.
CREATE TABLE room_invitation (
  invitation_key VARCHAR(520) NOT NULL PRIMARY KEY,
  stamp BIGINT NOT NULL,
  room_id VARCHAR(256) NOT NULL,
  user_id VARCHAR(256) NOT NULL,
  role VARCHAR(16) NOT NULL,
  invited_by VARCHAR(256) NOT NULL,
  invited_at BIGINT NOT NULL,
  pending BOOLEAN NOT NULL
);

CREATE INDEX room_invitation_by_user ON room_invitation (user_id, pending, stamp);

-- A deleted message keeps its row without content until it would have expired, so that its id means
-- nothing else meanwhile. Attachments are four lines each; said_at lists the offsets, with commas
-- between, at which the content was said: when posted, when edited.
CREATE TABLE room_message (
  message_id VARCHAR(256) NOT NULL PRIMARY KEY,
  stamp BIGINT NOT NULL,
  room_id VARCHAR(256) NOT NULL,
  topic_offset BIGINT NOT NULL,
  epoch VARCHAR(64) NOT NULL,
  user_id VARCHAR(256) NOT NULL,
  user_name ${text} NOT NULL,
  posted_by VARCHAR(256) NOT NULL,
  message_type VARCHAR(16) NOT NULL,
  content ${text} NOT NULL,
  attachments ${text} NOT NULL,
  reply_to VARCHAR(256),
  client_message_id VARCHAR(256),
  posted_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  edited_at BIGINT,
  expires_at BIGINT NOT NULL,
  said_at ${text} NOT NULL,
  replies INTEGER NOT NULL,
  reactions INTEGER NOT NULL,
  deleted BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX room_message_by_stamp ON room_message (stamp);
CREATE INDEX room_message_by_room ON room_message (room_id, topic_offset);
CREATE INDEX room_message_by_reply ON room_message (reply_to, topic_offset);
CREATE INDEX room_message_by_expiry ON room_message (expires_at, stamp);

-- Key: room, sender, the sender's own name of a message. Says where that message is.
CREATE TABLE room_client_message (
  client_key VARCHAR(780) NOT NULL PRIMARY KEY,
  message_id VARCHAR(256) NOT NULL,
  epoch VARCHAR(64) NOT NULL,
  topic_offset BIGINT NOT NULL,
  posted_at BIGINT NOT NULL
);

-- Key: message, user, emoji. One that was taken back is no longer shown.
CREATE TABLE room_reaction (
  reaction_key VARCHAR(560) NOT NULL PRIMARY KEY,
  message_id VARCHAR(256) NOT NULL,
  user_id VARCHAR(256) NOT NULL,
  emoji VARCHAR(64) NOT NULL,
  reacted_at BIGINT NOT NULL,
  shown BOOLEAN NOT NULL
);

CREATE INDEX room_reaction_by_message ON room_reaction (message_id, reaction_key);

-- Which words occur in which messages: the search of all rooms, and of one.
CREATE TABLE message_term (
  stamp BIGINT NOT NULL,
  term VARCHAR(64) ${bytewise} NOT NULL,
  room_id VARCHAR(256) NOT NULL,
  PRIMARY KEY (stamp, term)
);

CREATE INDEX message_term_everywhere ON message_term (term, stamp);
CREATE INDEX message_term_by_room ON message_term (room_id, term, stamp);
