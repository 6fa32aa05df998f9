/** How many activities from before the page was opened are shown. */
const ACTIVITIES = 100;

/** How many sessions or memory updates come at a time. */
const PAGE = 50;

/** How long to wait before what failed is asked for again, in milliseconds. */
const AGAIN_AFTER = 10_000;

const COLLABORATION = '/api/v1/collaboration/';

/**
 * Brings to the model what happened before the first event that came over the socket. REST is asked
 * only once the place in the feed is fixed: what it says then reaches at least up to it, so that
 * nothing lies between.
 */
export class History {
  #account;
  #model;
  #changed;
  #asked = new WeakSet();
  #asking = new WeakSet();

  /**
   * @param {import('./account.js').Account} account
   * @param {import('./model.js').Model} model
   * @param {() => void} changed the model has got something
   */
  constructor(account, model, changed) {
    this.#account = account;
    this.#model = model;
    this.#changed = changed;
  }

  /** Asks for what the model shows and has not got yet. */
  load() {
    const { feed, focus, questions, memory } = this.#model;
    this.#once(questions, () => this.#questions(questions));
    this.#once(feed, () => this.#activities(feed));
    this.#once(focus, () => this.#activities(focus));
    this.#once(memory, () => this.#memory(memory));
  }

  /** Asks for the next page of what agents did to their memory: one with something new in it. */
  olderMemory() {
    const { memory } = this.#model;
    return this.#page(memory, () => this.#memory(memory));
  }

  /** Asks for the next page of the sessions that have ended: one with something new in it. */
  olderSessions() {
    const { ended } = this.#model;
    return this.#page(ended, async () => {
      let added = 0;
      do {
        const query = new URLSearchParams({ status: 'ended', limit: String(PAGE) });
        if (ended.next) {
          query.set('cursor', ended.next);
        }
        const page = await this.#get(`collaborations?${query}`);
        added = this.#model.addEnded(page.collaborations, page.next_cursor, ended);
      } while (added === 0 && ended.next !== null);
    });
  }

  /** One session, with what was done in it. */
  session(sessionId) {
    return this.#get(`collaborations/${encodeURIComponent(sessionId)}`);
  }

  /** What failed is asked for again with a frame that comes after a while. */
  #once(what, load) {
    if (what !== null && !this.#asked.has(what)) {
      this.#asked.add(what);
      load().then(this.#changed, () => setTimeout(() => this.#asked.delete(what), AGAIN_AFTER));
    }
  }

  /** The next page of a list, once however often it is asked for. */
  async #page(list, load) {
    if (this.#asking.has(list)) {
      return;
    }
    this.#asking.add(list);
    try {
      await load();
      this.#changed();
    } catch {
      // Who asked sees that nothing came, and may ask again; the connection tells of the hub.
    } finally {
      this.#asking.delete(list);
    }
  }

  async #questions(questions) {
    const page = await this.#get('decision-requests?status=pending&limit=500');
    this.#model.addQuestions(page.decision_requests, questions);
  }

  async #activities(feed) {
    const query = new URLSearchParams({ limit: String(ACTIVITIES) });
    if (feed.agent !== null) {
      query.set('agent_id', feed.agent);
    }
    const { activities } = await this.#get(`activity-feed?${query}`);
    this.#model.addHistory(activities, feed);
  }

  async #memory(memory) {
    let added = 0;
    do {
      const page = await this.#get(`memory-updates?${memory.query(PAGE)}`);
      added = this.#model.addMemory(page.memory_updates, page.next_cursor, memory);
    } while (added === 0 && memory.list.next !== null);
  }

  #get(path) {
    return this.#account.get(COLLABORATION + path);
  }
}
