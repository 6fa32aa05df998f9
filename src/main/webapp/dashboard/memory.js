import { PagedList } from './paged-list.js';

/** How many updates are kept. */
export const MEMORY_LIMIT = 1_000;

/** What agents did to their memory: of all, or of one agent, one item, or both. No browser needed. */
export class Memory {
  #list = new PagedList(JSON.stringify, MEMORY_LIMIT);

  /**
   * @param {string} agent id of the agent whose updates are kept; empty for everybody's
   * @param {string} item id of the item; empty for any
   */
  constructor(agent = '', item = '') {
    this.agent = agent;
    this.item = item;
  }

  /** @returns {PagedList<object>} the updates as the hub shapes them */
  get list() {
    return this.#list;
  }

  /** Whether only some updates are kept. */
  get narrow() {
    return this.agent !== '' || this.item !== '';
  }

  /** Takes an update that came over the socket. */
  add(update) {
    if (
      (this.agent === '' || this.agent === update.agent_id) &&
      (this.item === '' || this.item === update.item_id)
    ) {
      this.#list.add(update);
    }
  }

  /** The query of REST for the first page, or for the one that follows. */
  query(limit) {
    const query = new URLSearchParams({ limit: String(limit) });
    for (const [name, value] of [
      ['agent_id', this.agent],
      ['item_id', this.item],
      ['cursor', this.#list.next ?? ''],
    ]) {
      if (value !== '') {
        query.set(name, value);
      }
    }
    return query;
  }
}
