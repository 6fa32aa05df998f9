import { afterClose, ATTEMPTS_BEFORE_DOUBT, backOff, LONGEST_WAIT } from './retry.js';

/** The characters that a WebSocket subprotocol can have (RFC 9110, section 5.6.2). */
const SUBPROTOCOL = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** A connection that held this long was a good one: the back-off begins anew. */
const GOOD_CONNECTION = 5_000;

/**
 * @typedef {object} SocketOptions
 * @property {string | URL} url of the endpoint: `ws:` or `wss:`
 * @property {() => Record<string, string>} [query] gives the parameters of each attempt
 * @property {() => (string | null)} [token] gives the API key or token of each attempt; null for none
 * @property {object} [ping] the frame that asks for a sign of life
 * @property {number} [pingEvery] milliseconds
 * @property {number} [patience] milliseconds after which a silent hub counts as gone
 * @property {typeof WebSocket} [WebSocket] the implementation, where it is not the global one
 * @property {() => number} [random] like Math.random
 * @property {{setTimeout: Function, clearTimeout: Function, now: () => number}} [timer]
 */

/**
 * @typedef {object} Status
 * @property {'idle' | 'connecting' | 'open' | 'waiting' | 'sign-in' | 'ended'} state
 *     `waiting` for the next attempt; `sign-in` until there is another credential and `open()` is
 *     called; `ended` until `open()` is called
 * @property {number} [retryAt] when the next attempt will be, in milliseconds since 1970
 * @property {number} [code] why the last connection was closed
 * @property {string} [reason] the same for people, possibly empty
 * @property {boolean} [doubtful] no attempt has succeeded for a while: renew the credential
 */

/**
 * A WebSocket to the hub that comes back by itself as the contract asks: with jitter, not where it
 * would fail alike, and never silently dead.
 *
 * It counts as open from the first frame that is no error on, because the hub tells a browser why it
 * is refused in such a frame. Events: `status` (`detail` is a {@link Status}) and `frame` (`detail`
 * is the parsed frame), each frame in the order of arrival.
 */
export class HubSocket extends EventTarget {
  #options;
  #socket = null;
  #attempt = 0;
  #failures = 0;
  #openSince = null;
  #error = null;
  #timeout = null;
  #status = { state: 'idle' };

  /** @param {SocketOptions} options */
  constructor(options) {
    super();
    this.#options = {
      query: () => ({}),
      token: () => null,
      ping: { type: 'ping' },
      pingEvery: 30_000,
      patience: 10_000,
      WebSocket: globalThis.WebSocket,
      random: Math.random,
      timer: {
        setTimeout: (task, delay) => setTimeout(task, delay),
        clearTimeout: (id) => clearTimeout(id),
        now: () => Date.now(),
      },
      ...options,
    };
  }

  /** @returns {Status} */
  get status() {
    return this.#status;
  }

  /** Connects now, in place of a connection or an attempt that there may be. */
  open() {
    this.#release()?.close(1000);
    this.#attempt = 0;
    this.#failures = 0;
    this.#connect();
  }

  /** Ends it; only `open()` begins anew. */
  close() {
    this.#release()?.close(1000);
    this.#tell({ state: 'idle' });
  }

  /** Makes the attempt that is being waited for now. */
  retry() {
    if (this.#status.state === 'waiting') {
      this.#connect();
    }
  }

  /**
   * Sends a frame if there is a connection.
   *
   * @param {object} frame
   * @returns {boolean} false where there is none; nothing is kept for later
   */
  send(frame) {
    if (this.#status.state !== 'open') {
      return false;
    }
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect() {
    this.#clearTimer();
    this.#openSince = null;
    this.#error = null;
    const { WebSocket, token, query } = this.#options;
    const url = new URL(this.#options.url);
    for (const [name, value] of Object.entries(query())) {
      url.searchParams.set(name, value);
    }
    const credential = token();
    const protocols = [];
    if (credential !== null && SUBPROTOCOL.test(credential) && credential !== 'bearer') {
      protocols.push('bearer', credential);
    } else if (credential !== null) {
      url.searchParams.set('token', credential);
    }
    this.#tell({ state: 'connecting', doubtful: this.#doubtful() });
    const socket = new WebSocket(url.href, protocols);
    this.#socket = socket;
    socket.onmessage = (event) => this.#received(event.data);
    socket.onclose = (event) => this.#closed(event.code, event.reason);
    this.#after(this.#options.patience, () => this.#dropped());
  }

  #received(text) {
    let frames;
    try {
      frames = JSON.parse(text);
    } catch {
      this.#dropped();
      return;
    }
    const socket = this.#socket;
    for (const frame of Array.isArray(frames) ? frames : [frames]) {
      if (this.#openSince === null) {
        if (frame.type === 'error') {
          // The Agents door has it in its data.
          this.#error = frame.error ?? { ...frame.data, message: frame.data?.error };
        } else {
          this.#opened();
        }
      }
      this.dispatchEvent(new CustomEvent('frame', { detail: frame }));
      if (this.#socket !== socket) {
        return;
      }
    }
    if (this.#openSince !== null) {
      this.#keepAlive();
    }
  }

  #opened() {
    this.#openSince = this.#options.timer.now();
    this.#failures = 0;
    this.#tell({ state: 'open' });
  }

  /** Something was heard: asks for the next sign of life only after a while. */
  #keepAlive() {
    this.#after(this.#options.pingEvery, () => {
      this.send(this.#options.ping);
      this.#after(this.#options.patience, () => this.#dropped());
    });
  }

  /** The hub is silent. The container may take minutes to close such a socket: not waited for. */
  #dropped() {
    this.#release()?.close();
    this.#closed(1006, '');
  }

  #closed(code, reason) {
    this.#release();
    const { timer, random } = this.#options;
    const good = this.#openSince !== null && timer.now() - this.#openSince >= GOOD_CONNECTION;
    this.#attempt = good ? 0 : this.#attempt + 1;
    this.#failures += this.#openSince === null ? 1 : 0;
    const why = { code, reason: this.#error?.message || reason };
    const what = afterClose(code);
    if (what === 'sign-in' || what === 'never') {
      this.#tell({ state: what === 'never' ? 'ended' : what, ...why });
      return;
    }
    const asked = this.#error?.retryAfterMs ?? 0;
    const least = what === 'later' ? LONGEST_WAIT / 2 : 0;
    const wait = Math.max(backOff(Math.max(0, this.#attempt - 1), random), asked, least);
    this.#tell({
      state: 'waiting',
      retryAt: timer.now() + wait,
      doubtful: this.#doubtful(),
      ...why,
    });
    this.#after(wait, () => this.#connect());
  }

  #doubtful() {
    return this.#failures >= ATTEMPTS_BEFORE_DOUBT;
  }

  /** Lets go of the socket: whatever it still says is not heard. */
  #release() {
    this.#clearTimer();
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) {
      socket.onmessage = null;
      socket.onclose = null;
    }
    return socket;
  }

  #after(delay, task) {
    this.#clearTimer();
    this.#timeout = this.#options.timer.setTimeout(task, delay);
  }

  #clearTimer() {
    this.#options.timer.clearTimeout(this.#timeout);
    this.#timeout = null;
  }

  #tell(status) {
    this.#status = status;
    this.dispatchEvent(new CustomEvent('status', { detail: status }));
  }
}
