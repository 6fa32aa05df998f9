/**
 * A list whose newest items come over the socket and whose older ones come from REST, page by page:
 * each once, the newest first; bounded. No browser needed.
 *
 * @template T
 */
export class PagedList {
  /** Of all lists, because one may be drawn in the place of another. */
  static #made = 0;
  #same;
  #limit;
  #entries = [];
  #live = new Map();
  #paged = new Map();

  /**
   * Where the next page begins: undefined before the first one has come, null where none follows.
   *
   * @type {string | null | undefined}
   */
  next = undefined;

  /**
   * @param {(item: T) => string} same gives two items the same text if they are one and the same
   * @param {number} limit how many items are kept
   */
  constructor(same, limit) {
    this.#same = same;
    this.#limit = limit;
  }

  /** @returns {readonly {key: string, item: T}[]} newest first; keys are unique among all lists, and last */
  get entries() {
    return this.#entries;
  }

  /** Whether there were older items than have room. */
  full = false;

  /** Takes an item that came over the socket. */
  add(item) {
    const text = this.#same(item);
    // The page may have been read after it happened, and come before it was told.
    if (!take(this.#paged, text)) {
      put(this.#live, text);
      this.#entries.unshift(this.#entry(item));
      this.#trim();
    }
  }

  /**
   * Takes a page of REST.
   *
   * @param {T[]} items newest first
   * @param {string | null} next
   * @returns {number} how many of the items were new
   */
  addPage(items, next) {
    const before = this.#entries.length;
    for (const item of items) {
      const text = this.#same(item);
      if (!take(this.#live, text)) {
        put(this.#paged, text);
        this.#entries.push(this.#entry(item));
      }
    }
    const added = this.#entries.length - before;
    this.next = next;
    this.#trim();
    return added;
  }

  #entry(item) {
    return { key: String(++PagedList.#made), item };
  }

  /** What follows on what was let go could only be shown with a hole before it. */
  #trim() {
    while (this.#entries.length > this.#limit) {
      const text = this.#same(this.#entries.pop().item);
      take(this.#live, text);
      take(this.#paged, text);
      this.next = null;
      this.full = true;
    }
  }
}

function put(counts, text) {
  counts.set(text, (counts.get(text) ?? 0) + 1);
}

function take(counts, text) {
  const count = counts.get(text) ?? 0;
  if (count > 1) {
    counts.set(text, count - 1);
  } else {
    counts.delete(text);
  }
  return count > 0;
}
