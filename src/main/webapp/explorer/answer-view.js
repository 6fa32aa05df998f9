import { element, setText } from '../dashboard/dom.js';

/** More than that makes a page slow. */
const MAX_CHARACTERS = 200_000;

/** Shows the answer to a call, also one that has no end. */
export class AnswerView {
  #status = element('span.badge');
  #about = element('span.muted');
  #headers = element('pre', { tabindex: '0' });
  #body = element('pre.body', { tabindex: '0', 'aria-label': 'Body of the answer' });
  #stop = element('button', { type: 'button', hidden: '' }, 'Stop');
  #calling = null;

  /** What shows it. */
  root = element(
    'section.answer',
    { 'aria-label': 'Answer', hidden: '' },
    element('p.line', {}, this.#status, this.#about, this.#stop),
    element('details', {}, element('summary', {}, 'Header fields'), this.#headers),
    this.#body,
  );

  constructor() {
    this.#stop.addEventListener('click', () => this.stop());
  }

  /** Ends the call that is under way. */
  stop() {
    this.#calling?.abort();
  }

  /**
   * Makes a call and shows what comes, until it ends or another one begins.
   *
   * @param {(signal: AbortSignal) => Promise<Response>} call
   */
  async show(call) {
    this.stop();
    const calling = new AbortController();
    this.#calling = calling;
    const began = performance.now();
    this.#begin();
    try {
      const answer = await call(calling.signal);
      this.#head(answer, Math.round(performance.now() - began));
      await this.#read(answer, calling);
    } catch (failure) {
      if (!calling.signal.aborted) {
        this.#fail(failure);
      }
    } finally {
      if (this.#calling === calling) {
        this.#calling = null;
        this.#stop.hidden = true;
        this.root.removeAttribute('aria-busy');
      }
    }
  }

  #begin() {
    this.root.hidden = false;
    this.root.setAttribute('aria-busy', 'true');
    this.#stop.hidden = false;
    this.#status.className = 'badge';
    setText(this.#status, '…');
    setText(this.#about, '');
    setText(this.#headers, '');
    setText(this.#body, '');
  }

  #head(answer, milliseconds) {
    this.#status.classList.add(answer.ok ? 'is-completed' : 'is-failed');
    setText(this.#status, String(answer.status));
    setText(this.#about, `${answer.statusText} after ${milliseconds} ms`.trim());
    setText(this.#headers, [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n'));
  }

  async #read(answer, calling) {
    const isJson = /[/+]json\b/.test(answer.headers.get('Content-Type') ?? '');
    let text = '';
    if (answer.body !== null) {
      for await (const part of chunks(answer.body.pipeThrough(new TextDecoderStream()))) {
        text += part;
        if (this.#calling !== calling) {
          return;
        }
        if (!isJson) {
          setText(this.#body, shortened(text));
        }
        if (!isJson && text.length > MAX_CHARACTERS) {
          calling.abort();
        }
      }
    }
    setText(this.#body, shortened(isJson ? pretty(text) : text));
  }

  #fail(failure) {
    this.#status.classList.add('is-failed');
    setText(this.#status, 'no answer');
    setText(this.#about, failure.message);
  }
}

/** Not every browser goes through a stream by itself. */
async function* chunks(stream) {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    yield next.value;
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function shortened(text) {
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}\n…` : text;
}
