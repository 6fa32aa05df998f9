/** Makes lines of a feed ({@link import('./feed.js').Entry}) of what REST tells. No browser needed. */

/** Of an activity, which also comes over the socket. */
export function activityEntry(activity, offset = null) {
  return {
    key: activity.activity_id,
    kind: 'activity',
    offset,
    at: activity.timestamp * 1000,
    agents: [activity.agent_id, ...(activity.related_agents ?? [])],
    version: 0,
    activity,
  };
}

/** Of a decision in its session. */
export function decisionEntry(decision) {
  return {
    key: decision.decision_id,
    kind: 'decision',
    offset: null,
    at: Date.parse(decision.recorded_at),
    agents: [decision.agent_id],
    version: 0,
    decision,
  };
}

/** Of what people were asked; of the same request once it is resolved it is another line. */
export function questionEntry(request) {
  return {
    key: `${request.request_id} ${request.status}`,
    kind: 'question',
    offset: null,
    at: Date.parse(request.answered_at ?? request.asked_at),
    agents: [request.agent_id],
    version: 0,
    request,
  };
}
