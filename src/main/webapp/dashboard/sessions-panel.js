import { byId, setText } from './dom.js';
import { SessionsView } from './sessions-view.js';

/** The sessions: those that are active and, on demand, those that have ended. */
export class SessionsPanel {
  #active;
  #ended;

  /**
   * @param {object} actions
   * @param {(session: object) => void} actions.openSession somebody wants to see what was done in it
   * @param {() => void} actions.olderSessions
   */
  constructor({ openSession, olderSessions }) {
    this.#active = new SessionsView(byId('sessions'), openSession);
    this.#ended = new SessionsView(byId('ended'), openSession);
    byId('older-sessions').addEventListener('click', olderSessions);
  }

  /**
   * @param {import('./model.js').Model} model
   * @param {boolean} signedIn whether what was before can be asked for
   */
  draw({ sessions, ended }, signedIn) {
    this.#active.show([...sessions.values()].reverse());
    setText(byId('sessions-count'), sessions.size > 0 ? `${sessions.size} active` : '');
    byId('no-sessions').hidden = sessions.size > 0;
    const { entries, next } = ended;
    this.#ended.show(entries.map(({ item }) => item).toSorted(latestFirst));
    byId('ended-title').hidden = entries.length === 0;
    byId('older-sessions').hidden = !signedIn || next === null;
    setText(byId('older-sessions'), next === undefined ? 'Show ended sessions' : 'Show older ones');
  }
}

function latestFirst(one, other) {
  return Date.parse(other.started_at) - Date.parse(one.started_at);
}
