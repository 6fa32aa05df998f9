-- Decisions of agents and of people, and what history is looked up by. Times are epoch milliseconds; a
-- stamp is the number that stands in the public id (dec_<stamp>, req_<stamp>) and grows with time.

CREATE TABLE decision (
  stamp BIGINT NOT NULL PRIMARY KEY,
  session_stamp BIGINT NOT NULL,
  agent_id VARCHAR(256) NOT NULL,
  decision ${text} NOT NULL,
  rationale ${text},
  options ${text} NOT NULL,
  confidence DOUBLE PRECISION,
  recorded_at BIGINT NOT NULL
);

CREATE INDEX decision_by_session ON decision (session_stamp, stamp);

-- What was recorded in the session itself; what its participants decide elsewhere is in their totals.
ALTER TABLE collaboration_session ADD COLUMN recorded_decisions BIGINT DEFAULT 0 NOT NULL;

-- Options are lines in pairs: an id, its label.
CREATE TABLE decision_request (
  stamp BIGINT NOT NULL PRIMARY KEY,
  agent_id VARCHAR(256) NOT NULL,
  question ${text} NOT NULL,
  options ${text} NOT NULL,
  session_id VARCHAR(64),
  assignees ${text} NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  status VARCHAR(16) NOT NULL,
  option_id VARCHAR(256),
  answer_comment ${text},
  answered_by VARCHAR(256),
  answered_at BIGINT
);

-- What is pending, at start-up; and pages of one status.
CREATE INDEX decision_request_by_status ON decision_request (status, stamp);

-- An agent that has not been heard of for long is on no board, but what it did still counts.
ALTER TABLE agent ADD COLUMN forgotten BOOLEAN DEFAULT FALSE NOT NULL;

CREATE INDEX agent_by_last_activity ON agent (forgotten, last_activity_stamp);

CREATE INDEX activity_by_department ON activity (department, stamp);
CREATE INDEX activity_by_type ON activity (activity_type, stamp);
CREATE INDEX memory_update_by_item ON memory_update (item_id, stamp);
CREATE INDEX memory_update_by_agent ON memory_update (agent_id, stamp);
