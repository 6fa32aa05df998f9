/**
 * The questions that wait for people, as frames and REST tell of them. No browser needed.
 */
export class Questions {
  /** By id, as the hub shapes them, the oldest first. */
  #pending = new Map();
  /** Resolved since the page was opened: a page of REST that is older does not bring them back. */
  #resolved = new Set();

  /** @returns {object[]} the oldest first */
  get pending() {
    return [...this.#pending.values()];
  }

  /** An agent asks. */
  asked(request) {
    if (!this.#resolved.has(request.request_id)) {
      this.#pending.set(request.request_id, request);
    }
  }

  /** Somebody has answered, or nobody has in time. */
  resolved(request) {
    this.#resolved.add(request.request_id);
    this.#pending.delete(request.request_id);
  }

  /**
   * Takes a page of `GET /decision-requests?status=pending`.
   *
   * @param {object[]} requests newest first
   */
  addHistory(requests) {
    const later = this.pending;
    this.#pending.clear();
    for (const request of [...requests.toReversed(), ...later]) {
      this.asked(request);
    }
  }
}

/** Whether a caller, as `GET /me` shows it, may answer a question. */
export function mayAnswer(caller, request) {
  if (caller === null) {
    return false;
  }
  const { kind, id, roles } = caller;
  if (roles.includes('admin')) {
    return true;
  }
  const member = roles.includes('member') || roles.includes('agent');
  return (
    kind === 'user' && member && (request.assignees.length === 0 || request.assignees.includes(id))
  );
}
