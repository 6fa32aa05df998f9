import { Board } from './board.js';
import { activityEntry } from './entries.js';
import { Feed } from './feed.js';
import { Memory } from './memory.js';
import { PagedList } from './paged-list.js';
import { Questions } from './questions.js';
import { Rate } from './rate.js';

/** How many events are kept; older ones are for REST to show. */
export const FEED_LIMIT = 300;

/** How many sessions that have ended are kept. */
export const ENDED_LIMIT = 1_000;

/**
 * What the hub has told so far. Frames go in by {@link Model#apply}; what must be drawn anew
 * gathers in {@link Model#changes}. No browser needed.
 */
export class Model {
  /** Active sessions by id, as the hub shapes them. */
  sessions = new Map();
  /** Sessions that have ended, as the hub shapes them. */
  ended = endedSessions();
  /** What agents did to their memory, as far as somebody looks at it. */
  memory = new Memory();
  /** What agents ask people. */
  questions = new Questions();
  feed = new Feed(FEED_LIMIT);
  /** The events of one agent, while somebody looks at it. @type {Feed | null} */
  focus = null;
  /** How many events there have been. */
  events = 0;
  /** How many there were in the last minute. */
  rate = new Rate();
  /** What has changed since somebody last cleared it: `agents`, `sessions`, `questions`, `feed`,
   *  `memory`. */
  changes = new Set();
  #agents = new Board(FEED_LIMIT);
  /** All of the newest, whatever {@link memory} shows. */
  #everyMemory = this.memory;
  #marks = 0;

  /** @returns {Map<string, import('./board.js').Agent>} by id */
  get agents() {
    return this.#agents.agents;
  }

  /** How many known agents the board has no room for. */
  get agentsBeyondBoard() {
    return this.#agents.beyond;
  }

  /**
   * Takes a frame of the Collaboration door.
   *
   * @param {object} frame
   */
  apply(frame) {
    switch (frame.type) {
      case 'collaboration_state':
        this.#board(frame.agent_status);
        this.sessions = new Map(frame.active_collaborations.map((one) => [one.session_id, one]));
        this.changes.add('sessions').add('feed');
        break;
      case 'agent_status_update':
        this.#board(frame);
        break;
      case 'agent_activity':
        this.#activity(frame);
        break;
      case 'activity_completed':
        this.#completed(frame);
        break;
      case 'memory_update':
        this.#remember(frame.update);
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
        this.#ended(frame);
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
    const page = activities.map((activity) => activityEntry(activity));
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

  /** Shows memory updates of one agent, of one item, or all: beginning with those still known. */
  narrowMemory(agent, item) {
    this.memory = agent || item ? new Memory(agent, item) : this.#everyMemory;
    if (this.memory !== this.#everyMemory) {
      for (const { item: update } of this.#everyMemory.list.entries.toReversed()) {
        this.memory.add(update);
      }
    }
    this.changes.add('memory');
  }

  /** Takes a page of `GET /memory-updates`, newest first; tells how many updates were new. */
  addMemory(updates, next, memory) {
    this.changes.add('memory');
    return memory.list.addPage(updates, next);
  }

  /** Takes a page of `GET /collaborations?status=ended`, newest first; tells how many were new. */
  addEnded(sessions, next, ended) {
    this.changes.add('sessions');
    return ended.addPage(sessions, next);
  }

  #board(told) {
    this.#agents.take(told);
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
  addQuestions(requests, questions = this.questions) {
    questions.addHistory(requests);
    this.changes.add('questions');
  }

  #remember(update) {
    this.#everyMemory.add(update);
    if (this.memory !== this.#everyMemory) {
      this.memory.add(update);
    }
    this.changes.add('memory');
  }

  #completed(frame) {
    const status = frame.status ?? (frame.success ? 'completed' : 'failed');
    this.#each((feed) => feed.complete(frame.activity_id, status));
  }

  #does(activity, at) {
    if (this.#agents.does(activity, at)) {
      this.changes.add('agents');
    }
  }

  #ended(frame) {
    const session = this.sessions.get(frame.session_id);
    this.#session(frame, session, false);
    if (session) {
      this.ended.add({ ...session, ended_at: frame.timestamp, status: 'ended' });
    }
    this.sessions.delete(frame.session_id);
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
    this.questions = new Questions();
    this.ended = endedSessions();
    const { agent: byAgent, item: ofItem } = this.memory;
    this.#everyMemory = new Memory();
    this.narrowMemory(byAgent, ofItem);
    this.changes.add('questions').add('sessions');
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

function endedSessions() {
  return new PagedList(({ session_id: id }) => id, ENDED_LIMIT);
}
