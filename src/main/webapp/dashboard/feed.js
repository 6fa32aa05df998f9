/**
 * One line of the feed.
 *
 * @typedef {object} Entry
 * @property {string} key unique and lasting
 * @property {'activity' | 'memory' | 'session' | 'decision' | 'question' | 'gap'} kind
 * @property {number | null} offset its place in the feed; null where only REST has told of it
 * @property {number} at milliseconds since 1970
 * @property {string[]} agents whom it is about, the one who did it first
 * @property {number} version grows when something about it changes
 * @property {object} [activity] as the hub sent it; its status is the newest known
 * @property {object} [update] the same of a memory update
 * @property {object} [decision] that an agent recorded, as the hub sent it
 * @property {object} [request] that waits for people or was resolved, as the hub sent it
 * @property {{session_id: string, participants: string[], started: boolean}} [session]
 */

/** The newest events, newest first, of all agents or of one; bounded. No browser needed. */
export class Feed {
  #entries = [];
  #activities = new Map();
  #outcomes = new Map();
  #limit;
  #agent;

  /**
   * @param {number} limit how many entries are kept
   * @param {string | null} agent whose events are kept; null for everybody's
   */
  constructor(limit, agent = null) {
    this.#limit = limit;
    this.#agent = agent;
  }

  /** The agent whose events are kept, or null for everybody. */
  get agent() {
    return this.#agent;
  }

  /** @returns {readonly Entry[]} newest first */
  get entries() {
    return this.#entries;
  }

  /**
   * Takes an event as it comes over the socket; keeps a copy. An activity that REST has told of
   * before moves to its place among the events.
   *
   * @param {Entry} entry
   */
  add(entry) {
    if (this.#agent !== null && !entry.agents.includes(this.#agent)) {
      return;
    }
    const id = entry.activity?.activity_id;
    const known = this.#activities.get(id);
    if (known) {
      this.#entries.splice(this.#entries.indexOf(known), 1);
      known.offset = entry.offset;
    }
    const kept = known ?? copy(entry);
    this.#entries.unshift(kept);
    if (kept.activity) {
      this.#activities.set(id, kept);
    }
    while (this.#entries.length > this.#limit) {
      this.#activities.delete(this.#entries.pop().activity?.activity_id);
    }
  }

  /** An activity has ended. */
  complete(activityId, status) {
    const entry = this.#activities.get(activityId);
    if (entry) {
      entry.activity.status = status;
      entry.version++;
      return;
    }
    // The page of REST that tells of it may have been written before this, and come after it.
    this.#outcomes.set(activityId, status);
    if (this.#outcomes.size > this.#limit) {
      this.#outcomes.delete(this.#outcomes.keys().next().value);
    }
  }

  /**
   * Takes a page of REST: what happened before the first event that came over the socket.
   *
   * @param {Entry[]} page newest first
   */
  addHistory(page) {
    for (const entry of page) {
      const { activity_id: id, status } = entry.activity;
      const known = this.#activities.get(id);
      if (known?.activity.status === 'active' && status !== 'active') {
        this.complete(id, status);
      } else if (!known && this.#entries.length < this.#limit) {
        const kept = copy(entry);
        kept.activity.status = status === 'active' ? (this.#outcomes.get(id) ?? status) : status;
        this.#entries.push(kept);
        this.#activities.set(id, kept);
      }
    }
  }
}

function copy(entry) {
  return entry.activity ? { ...entry, activity: { ...entry.activity } } : { ...entry };
}
