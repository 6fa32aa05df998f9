import { Feed } from './feed.js';
import { Questions } from './questions.js';
import { Rate } from './rate.js';

/** How many events are kept; older ones are for REST to show. */
export const FEED_LIMIT = 300;

/**
 * @typedef {object} Agent
 * @property {string} id
 * @property {string} status `active` or `idle`
 * @property {string | null} current id of its newest active activity
 * @property {string | null} last id of its newest activity
 * @property {{id: string, type: string, at: number, department: string} | null} doing
 *     the newest activity of which more than the id is known
 */

/**
 * What the hub has told so far. Frames go in by {@link Model#apply}; what must be drawn anew
 * gathers in {@link Model#changes}. No browser needed.
 */
export class Model {
  /** @type {Map<string, Agent>} */
  agents = new Map();
  /** Known agents that the board has no room for. */
  agentsBeyondBoard = 0;
  /** Active sessions by id, as the hub shapes them. */
  sessions = new Map();
  /** What agents ask people. */
  questions = new Questions();
  feed = new Feed(FEED_LIMIT);
  /** The events of one agent, while somebody looks at it. @type {Feed | null} */
  focus = null;
  /** How many events there have been. */
  events = 0;
  /** How many there were in the last minute. */
  rate = new Rate();
  /** What has changed since somebody last cleared it: `agents`, `sessions`, `questions`, `feed`. */
  changes = new Set();
  #doings = new Map();
  #marks = 0;

  /**
   * Takes a frame of the Collaboration door.
   *
   * @param {object} frame
   */
  apply(frame) {
    switch (frame.type) {
      case 'collaboration_state':
        this.#board(frame.agent_status.agents);
        this.agentsBeyondBoard = frame.agent_status.total_agents - this.agents.size;
        this.sessions = new Map(frame.active_collaborations.map((one) => [one.session_id, one]));
        this.changes.add('sessions').add('feed');
        break;
      case 'agent_status_update':
        this.#board(frame.agents);
        break;
      case 'agent_activity':
        this.#activity(frame);
        break;
      case 'activity_completed':
        this.#completed(frame);
        break;
      case 'memory_update':
        this.#add(frame, {
          kind: 'memory',
          at: frame.update.timestamp * 1000,
          agents: [frame.update.agent_id],
          update: frame.update,
        });
        break;
      case 'collaboration_started':
        this.sessions.set(frame.session.session_id, {
          activity_count: 0,
          decision_count: 0,
          ...frame.session,
        });
        this.#session(frame, frame.session, true);
        break;
      case 'collaboration_ended':
        this.#session(frame, this.sessions.get(frame.session_id), false);
        this.sessions.delete(frame.session_id);
        break;
      case 'decision_recorded':
        this.#decided(frame);
        break;
      case 'decision_requested':
        this.questions.asked(frame.request);
        this.#question(frame);
        break;
      case 'decision_resolved':
        this.questions.resolved(frame.request);
        this.#question(frame);
        break;
      case 'resync':
        this.#begin(frame);
        break;
      default:
        // Frames about the connection, and words of newer hubs.
        break;
    }
  }

  /**
   * Takes a page of `GET /activity-feed`.
   *
   * @param {object[]} activities newest first
   * @param {Feed} feed the feed of this model that it is for
   */
  addHistory(activities, feed) {
    const page = activities.map((activity) => activityEntry(activity, null));
    for (const { activity, at } of page.toReversed()) {
      this.#does(activity, at);
    }
    feed.addHistory(page);
    this.changes.add('feed').add('agents');
  }

  /** Shows the events of one agent, or of all: beginning with those that are still known. */
  focusOn(agentId) {
    this.focus = agentId === null ? null : new Feed(FEED_LIMIT, agentId);
    for (const entry of this.feed.entries.toReversed()) {
      this.focus?.add(entry);
    }
    this.changes.add('feed').add('agents');
  }

  #board(agents) {
    const board = new Map();
    for (const [id, { status, current_activity: current, last_activity: last }] of Object.entries(
      agents,
    )) {
      const before = this.agents.get(id);
      board.set(id, {
        id,
        status,
        current,
        last: last ?? before?.last ?? current,
        doing: this.#doings.get(id) ?? null,
      });
    }
    this.agents = board;
    this.changes.add('agents');
  }

  #activity(frame) {
    const entry = activityEntry(frame.activity, frame.offset);
    this.#does(frame.activity, entry.at);
    for (const session of this.sessions.values()) {
      if (session.participants.includes(frame.activity.agent_id)) {
        session.activity_count++;
        session.decision_count += frame.activity.activity_type === 'decision_made' ? 1 : 0;
        this.changes.add('sessions');
      }
    }
    this.#addEntry(entry);
  }

  #decided(frame) {
    const { decision } = frame;
    const session = this.sessions.get(decision.session_id);
    if (session) {
      session.decision_count++;
      this.changes.add('sessions');
    }
    this.#add(frame, {
      kind: 'decision',
      at: Date.parse(decision.recorded_at),
      agents: [decision.agent_id],
      decision,
    });
  }

  #question(frame) {
    const { request } = frame;
    this.#add(frame, {
      kind: 'question',
      at: Date.parse(frame.timestamp),
      agents: [request.agent_id],
      request,
    });
    this.changes.add('questions');
  }

  /** Takes a page of `GET /decision-requests?status=pending`, newest first. */
  addQuestions(requests) {
    this.questions.addHistory(requests);
    this.changes.add('questions');
  }

  #completed(frame) {
    const status = frame.status ?? (frame.success ? 'completed' : 'failed');
    this.#each((feed) => feed.complete(frame.activity_id, status));
  }

  #does(activity, at) {
    const { agent_id: id, activity_id, activity_type: type, department } = activity;
    const before = this.#doings.get(id);
    if (before && before.at > at) {
      return;
    }
    const doing = { id: activity_id, type, at, department };
    this.#doings.set(id, doing);
    const agent = this.agents.get(id);
    if (agent) {
      agent.doing = doing;
      this.changes.add('agents');
    }
    if (this.#doings.size > 2 * Math.max(this.agents.size, FEED_LIMIT)) {
      this.#forget();
    }
  }

  /** Lets go of what agents did that are no longer on the board. */
  #forget() {
    for (const id of this.#doings.keys()) {
      if (!this.agents.has(id)) {
        this.#doings.delete(id);
      }
    }
  }

  #session(frame, session, started) {
    const { session_id, participants = [], session_type } = session ?? frame;
    this.#add(frame, {
      kind: 'session',
      at: Date.parse(frame.timestamp),
      agents: participants,
      session: { session_id, participants, session_type, started },
    });
    this.changes.add('sessions');
  }

  /** The hub cannot say what was missed: what is shown would have a hole. */
  #begin(frame) {
    this.feed = new Feed(FEED_LIMIT);
    this.questions.clear();
    this.changes.add('questions');
    const agent = this.focus?.agent ?? null;
    this.#add(frame, { kind: 'gap', at: Date.parse(frame.timestamp), agents: [] });
    this.focusOn(agent);
  }

  #add(frame, entry) {
    const key = entry.kind === 'gap' ? `gap ${++this.#marks}` : `${entry.kind} ${frame.offset}`;
    this.#addEntry({ key, offset: frame.offset, version: 0, ...entry });
  }

  #addEntry(entry) {
    this.events++;
    this.rate.add(entry.at);
    this.#each((feed) => feed.add(entry));
  }

  #each(task) {
    task(this.feed);
    if (this.focus) {
      task(this.focus);
    }
    this.changes.add('feed');
  }
}

function activityEntry(activity, offset) {
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
