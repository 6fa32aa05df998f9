/** A WebSocket that does what the test says, and a clock that the test moves on. */

export class FakeWebSocket {
  static made = [];

  sent = [];
  closedWith = null;

  constructor(url, protocols) {
    this.url = new URL(url);
    this.protocols = protocols;
    FakeWebSocket.made.push(this);
  }

  static get last() {
    return FakeWebSocket.made.at(-1);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close(code) {
    this.closedWith = code ?? null;
  }

  /** The hub says these frames, in one message each. */
  says(...frames) {
    for (const frame of frames) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }
  }

  /** The connection ends. */
  ends(code, reason = '') {
    this.onclose?.({ code, reason });
  }
}

export class FakeTimer {
  #now = 0;
  #next = 1;
  #tasks = new Map();

  setTimeout(task, delay) {
    const id = this.#next++;
    this.#tasks.set(id, { task, at: this.#now + delay });
    return id;
  }

  clearTimeout(id) {
    this.#tasks.delete(id);
  }

  now() {
    return this.#now;
  }

  /** Lets time pass, and does what falls due. */
  pass(millis) {
    const end = this.#now + millis;
    for (;;) {
      const due = [...this.#tasks].filter(([, { at }]) => at <= end);
      if (due.length === 0) {
        this.#now = end;
        return;
      }
      const [id, { task, at }] = due.reduce((one, other) => (other[1].at < one[1].at ? other : one));
      this.#now = at;
      this.#tasks.delete(id);
      task();
    }
  }
}
