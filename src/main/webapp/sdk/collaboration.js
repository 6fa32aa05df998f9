import { HubSocket } from './socket.js';

/** Where the Collaboration door is. */
export const PATH = '/api/v1/collaboration/ws';

/**
 * The hub's Collaboration feed: every event once and in order, over any number of connections.
 *
 * It remembers the offset of the last event and the epoch that it belongs to, and asks for what
 * came after when it connects again. Where the hub cannot continue, it says so in a `resync` frame
 * and then gives the whole state; nothing is ever skipped in silence.
 *
 * Events: `status` as of {@link HubSocket}, and `frame` (`detail` is the parsed frame).
 */
export class CollaborationFeed extends EventTarget {
  #socket;
  #position = null;

  /**
   * @param {object} options as for {@link HubSocket}, without `url` and `query`
   * @param {string | URL} options.hub any address of the hub, such as that of the page
   * @param {string} options.clientId a label for this client
   * @param {string} [options.clientType] what kind of client it is
   * @param {'delta'} [options.status] of the board only what has changed: an `agent_status_update`
   *     with `delta` is to be applied to the board before
   */
  constructor({ hub, clientId, clientType = 'general', status, ...options }) {
    super();
    const url = new URL(PATH, hub);
    url.protocol = url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss:' : 'ws:';
    this.#socket = new HubSocket({
      ...options,
      url,
      query: () => ({
        client_id: clientId,
        client_type: clientType,
        batch: 'true',
        ...(status && { status }),
        ...(this.#position && {
          since: String(this.#position.offset),
          epoch: this.#position.epoch,
        }),
      }),
    });
    this.#socket.addEventListener('frame', (event) => this.#received(event.detail));
    this.#socket.addEventListener('status', (event) => this.#pass('status', event.detail));
  }

  /** @returns {import('./socket.js').Status} */
  get status() {
    return this.#socket.status;
  }

  /** The last event that was seen: `{epoch, offset}`, or null before there is one. */
  get position() {
    return this.#position && { ...this.#position };
  }

  /** Connects now, and continues where the feed was left. */
  open() {
    this.#socket.open();
  }

  /** Disconnects; `open()` continues where the feed was left. */
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
   * @param {object} frame for example `{type: 'subscribe', activity_types: ['memory_write']}`
   * @returns {boolean} whether there was one
   */
  send(frame) {
    return this.#socket.send(frame);
  }

  #received(frame) {
    if (frame.type === 'collaboration_state' || frame.type === 'resync') {
      this.#position = { epoch: frame.epoch, offset: frame.offset };
    } else if (this.#position !== null && Number.isInteger(frame.offset)) {
      if (frame.offset <= this.#position.offset) {
        return;
      }
      this.#position.offset = frame.offset;
    }
    this.#pass('frame', frame);
  }

  #pass(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
