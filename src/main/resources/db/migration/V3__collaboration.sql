-- What agents do, remember and do together. Times are epoch milliseconds; a stamp is the number that
-- stands in the public id (act_<stamp>_<agent>, collab_<stamp>) and grows with time.

-- An agent that has done something. The totals only ever grow: sessions count by their difference, so
-- a row may leave the board but must not be deleted while a session with that agent is active.
CREATE TABLE agent (
  agent_id VARCHAR(256) NOT NULL PRIMARY KEY,
  department ${text} NOT NULL,
  first_seen_at BIGINT NOT NULL,
  last_activity_at BIGINT NOT NULL,
  last_activity_stamp BIGINT NOT NULL,
  activity_total BIGINT NOT NULL,
  decision_total BIGINT NOT NULL
);

CREATE TABLE activity (
  stamp BIGINT NOT NULL PRIMARY KEY,
  agent_id VARCHAR(256) NOT NULL,
  department ${text} NOT NULL,
  activity_type VARCHAR(32) NOT NULL,
  status VARCHAR(16) NOT NULL,
  recorded_at BIGINT NOT NULL,
  ended_at BIGINT,
  metadata ${text} NOT NULL,
  related_agents ${text} NOT NULL
);

-- The feed of one agent; the feed of all goes by the primary key.
CREATE INDEX activity_by_agent ON activity (agent_id, stamp);

-- What is active, at start-up.
CREATE INDEX activity_by_status ON activity (status, stamp);

-- The participants are lines of text: they never change and are never looked for. While the session
-- is active its counts are the sums of its participants' totals less the sums at its start, so that an
-- activity writes to its agent's row alone; when it ends they are written down.
CREATE TABLE collaboration_session (
  stamp BIGINT NOT NULL PRIMARY KEY,
  participants ${text} NOT NULL,
  session_type ${text} NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  active BOOLEAN NOT NULL,
  activities_before BIGINT NOT NULL,
  decisions_before BIGINT NOT NULL,
  activity_count BIGINT NOT NULL,
  decision_count BIGINT NOT NULL
);

-- What is active, at start-up.
CREATE INDEX collaboration_session_by_state ON collaboration_session (active, stamp);

-- The history of what agents did to their memories.
CREATE TABLE memory_update (
  stamp BIGINT NOT NULL PRIMARY KEY,
  operation VARCHAR(16) NOT NULL,
  item_id VARCHAR(256) NOT NULL,
  agent_id VARCHAR(256) NOT NULL,
  recorded_at BIGINT NOT NULL,
  metadata ${text} NOT NULL
);
