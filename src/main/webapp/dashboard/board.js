/**
 * One agent on the board.
 *
 * @typedef {object} Agent
 * @property {string} id
 * @property {string} status `active` or `idle`
 * @property {string | null} current id of its newest active activity
 * @property {string | null} last id of its newest activity
 * @property {{id: string, type: string, at: number, department: string} | null} doing
 *     the newest activity of which more than the id is known
 */

/** The agents, as boards, changes of boards and activities tell of them. No browser needed. */
export class Board {
  /** @type {Map<string, Agent>} */
  agents = new Map();
  /** Known agents that the board has no room for. */
  beyond = 0;
  #doings = new Map();
  #spare;

  /** @param {number} spare how many agents that are not on the board are remembered at least */
  constructor(spare) {
    this.#spare = spare;
  }

  /**
   * Takes a whole board, or what has changed on it.
   *
   * @param {object} told as `agent_status_update` and the state have it
   */
  take({ agents, delta = false, removed_agents: gone = [], total_agents: total }) {
    const board = new Map(delta ? this.agents : []);
    gone.forEach((id) => board.delete(id));
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
    this.beyond = total === undefined ? this.beyond : Math.max(0, total - board.size);
  }

  /** Somebody does something; tells whether that shows. */
  does({ agent_id: id, activity_id, activity_type: type, department }, at) {
    const before = this.#doings.get(id);
    if (before && before.at > at) {
      return false;
    }
    const doing = { id: activity_id, type, at, department };
    this.#doings.set(id, doing);
    const agent = this.agents.get(id);
    if (agent) {
      agent.doing = doing;
    }
    if (this.#doings.size > 2 * Math.max(this.agents.size, this.#spare)) {
      this.#forget();
    }
    return agent !== undefined;
  }

  /** Lets go of what agents did that are no longer on the board. */
  #forget() {
    for (const id of this.#doings.keys()) {
      if (!this.agents.has(id)) {
        this.#doings.delete(id);
      }
    }
  }
}
