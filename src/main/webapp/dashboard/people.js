const ORDER = ['online', 'busy', 'away', 'offline'];

/** Who is there, as frames tell of it. No browser needed. */
export class People {
  /** Statuses by user id; of those who are not offline. @type {Map<string, string>} */
  #present = new Map();

  /** @returns {{userId: string, status: string}[]} who is most there first, then by name */
  get list() {
    return [...this.#present]
      .map(([userId, status]) => ({ userId, status }))
      .sort(
        (one, other) =>
          ORDER.indexOf(one.status) - ORDER.indexOf(other.status) ||
          one.userId.localeCompare(other.userId),
      );
  }

  /** How somebody is there. */
  statusOf(userId) {
    return this.#present.get(userId) ?? 'offline';
  }

  /**
   * Somebody is there otherwise than before.
   *
   * @param {object} data of the frame `user_presence`
   */
  changed({ userId, status }) {
    if (status === 'offline') {
      this.#present.delete(userId);
    } else {
      this.#present.set(userId, status);
    }
  }

  /** A new connection is told everybody anew. */
  forget() {
    this.#present.clear();
  }
}
