import { HubSocket } from './socket.js';

/** Where the Agents door is. */
export const PATH = '/ws';

/**
 * What a user is told through the Agents door, without asking: what is said in every conversation
 * that they may read, notifications, who is there, and what agents are up to.
 *
 * It keeps no place in any feed: after a reconnection (`status` is `open` again) whoever shows more
 * than what comes asks REST for what was missed.
 *
 * Events: `status` as of {@link HubSocket}, and `frame` (`detail` is the parsed frame: `type`,
 * `data`, `timestamp`).
 */
export class AgentsSocket extends EventTarget {
  #socket;

  /**
   * @param {object} options as for {@link HubSocket}, without `url` and `query`
   * @param {string | URL} options.hub any address of the hub, such as that of the page
   */
  constructor({ hub, ...options }) {
    super();
    const url = new URL(PATH, hub);
    url.protocol = url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss:' : 'ws:';
    this.#socket = new HubSocket({ ...options, url, query: () => ({ batch: 'true' }) });
    for (const type of ['status', 'frame']) {
      this.#socket.addEventListener(type, ({ detail }) =>
        this.dispatchEvent(new CustomEvent(type, { detail })),
      );
    }
  }

  /** @returns {import('./socket.js').Status} */
  get status() {
    return this.#socket.status;
  }

  /** Connects now, in place of a connection that there may be. */
  open() {
    this.#socket.open();
  }

  /** Disconnects. */
  close() {
    this.#socket.close();
  }

  /** Makes the attempt that is being waited for now. */
  retry() {
    this.#socket.retry();
  }

  /**
   * Sends a frame if there is a connection.
   *
   * @param {object} frame for example `{type: 'user_presence', data: 'away'}`
   * @returns {boolean} whether there was one
   */
  send(frame) {
    return this.#socket.send(frame);
  }
}
