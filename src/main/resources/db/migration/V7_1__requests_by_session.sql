-- What was asked in a session, which its page shows.

CREATE INDEX decision_request_by_session ON decision_request (session_id, stamp);
