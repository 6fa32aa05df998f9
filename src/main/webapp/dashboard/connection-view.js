import { byId, setText } from './dom.js';

const ANNOUNCED = {
  open: 'Connected',
  waiting: 'Connection lost, reconnecting',
  'sign-in': 'Signed out by the hub',
  ended: 'Disconnected',
};

/** Shows how the connection is: to eyes all the time, to screen readers when it changes. */
export class ConnectionView {
  #box = byId('connection');
  #text = byId('connection-text');
  #button = byId('connect-now');
  #status = { state: 'idle' };
  #announced = null;

  /** @param {() => void} connect somebody does not want to wait */
  constructor(connect) {
    this.#button.addEventListener('click', connect);
  }

  /** @param {import('../sdk/socket.js').Status} status */
  show(status) {
    this.#status = status;
    this.#box.dataset.state = status.state;
    this.#button.hidden = status.state !== 'waiting' && status.state !== 'ended';
    const announced = ANNOUNCED[status.state];
    if (announced && announced !== this.#announced) {
      this.#announced = announced;
      setText(byId('announcement'), announced);
    }
    this.tick(Date.now());
  }

  /** Brings the count-down up to date. */
  tick(now) {
    setText(this.#text, this.#words(now));
  }

  #words(now) {
    const { state, retryAt, reason, code } = this.#status;
    switch (state) {
      case 'open':
        return 'Live';
      case 'waiting':
        return `Reconnecting in ${Math.max(0, Math.ceil((retryAt - now) / 1000))} s`;
      case 'sign-in':
        return 'Not connected';
      case 'ended':
        return `Disconnected: ${reason || `code ${code}`}`;
      default:
        return 'Connecting…';
    }
  }
}
