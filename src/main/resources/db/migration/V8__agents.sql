-- The directory of agents, where registered_at is not 0, and what an agent has told of itself, where
-- told_state is there. department stays what its newest activity said.
ALTER TABLE agent ADD COLUMN registered_at BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE agent ADD COLUMN display_name ${text};
ALTER TABLE agent ADD COLUMN home_department ${text};
ALTER TABLE agent ADD COLUMN description ${text};
ALTER TABLE agent ADD COLUMN told_state VARCHAR(16);
ALTER TABLE agent ADD COLUMN told_task ${text};
ALTER TABLE agent ADD COLUMN told_progress INTEGER;
ALTER TABLE agent ADD COLUMN told_at BIGINT DEFAULT 0 NOT NULL;
