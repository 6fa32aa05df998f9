import { ago, colourOf, exactly, initials } from './words.js';

const COLOURS = 8;

/**
 * An element. Whatever comes from outside goes in as text: there is no way to put in HTML.
 *
 * @param {string} name of the element, with classes: `span.muted`
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const made = document.createElement(tag);
  made.classList.add(...classes);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

/** The element with that id, which the page has. */
export function byId(id) {
  return document.getElementById(id);
}

/** Sets the text if it is another one, so that nothing is laid out anew for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** A circle with an agent's initials. */
export function avatar(agentId) {
  const made = element('span.avatar', { 'aria-hidden': 'true' }, initials(agentId));
  made.classList.add(`colour-${colourOf(agentId, COLOURS)}`);
  return made;
}

/** A time: how long ago, and exactly in its title. {@link refreshTimes} keeps it right. */
export function time(at) {
  const made = element('time', {
    datetime: new Date(at).toISOString(),
    title: exactly(at),
    'data-at': String(at),
  });
  made.textContent = ago(at, Date.now());
  return made;
}

/** Brings the times on the page up to date. */
export function refreshTimes() {
  const now = Date.now();
  for (const node of document.querySelectorAll('time[data-at]')) {
    setText(node, ago(Number(node.dataset.at), now));
  }
}

/**
 * A list whose rows show items in their order, and of which only what differs is touched.
 *
 * @template T
 */
export class KeyedList {
  #list;
  #key;
  #version;
  #draw;
  #rows = new Map();

  /**
   * @param {HTMLElement} list
   * @param {object} how
   * @param {(item: T) => string} how.key
   * @param {(item: T) => string | number} how.version a row whose version is the same is left alone
   * @param {(item: T) => {row: HTMLElement, update: (item: T) => void}} how.draw makes a row, and
   *     what changes it to a newer version, so that focus and opened details stay
   */
  constructor(list, { key, version, draw }) {
    this.#list = list;
    this.#key = key;
    this.#version = version;
    this.#draw = draw;
  }

  /** @param {readonly T[]} items no two with the same key */
  show(items) {
    const wanted = new Set(items.map(this.#key));
    for (const [key, { row }] of this.#rows) {
      if (!wanted.has(key)) {
        row.remove();
        this.#rows.delete(key);
      }
    }
    let next = this.#list.firstElementChild;
    for (const item of items) {
      const row = this.#row(item);
      if (row === next) {
        next = next.nextElementSibling;
      } else {
        this.#list.insertBefore(row, next);
      }
    }
  }

  #row(item) {
    const key = this.#key(item);
    const version = this.#version(item);
    let known = this.#rows.get(key);
    if (!known) {
      known = { ...this.#draw(item), version };
      this.#rows.set(key, known);
    } else if (known.version !== version) {
      known.update(item);
      known.version = version;
    }
    return known.row;
  }
}
