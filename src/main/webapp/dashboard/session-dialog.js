import { avatar, byId, element, setText, time } from './dom.js';
import { activityEntry, decisionEntry, questionEntry } from './entries.js';
import { FeedView } from './feed-view.js';
import { countsWords } from './sessions-view.js';

/** How long to wait before a session in which something happens is read anew, in milliseconds. */
const ANEW_AFTER = 1_000;

/** As many of each as REST shows of a session. */
const MOST = 500;

/** One session: who takes part, what was decided, what people were asked, and what was done. */
export class SessionDialog {
  #dialog = byId('session-dialog');
  #read;
  #lists;
  #session = null;
  #timer = null;

  /**
   * @param {(sessionId: string) => Promise<object | null>} read gives the session as REST shows it;
   *     null where nobody is signed in; throws an error for people
   * @param {(agentId: string) => void} choose somebody wants to see one agent's events
   */
  constructor(read, choose) {
    this.#read = read;
    const chosen = (agentId) => {
      this.#dialog.close();
      choose(agentId);
    };
    this.#lists = ['decisions', 'requests', 'activities'].map(
      (part) => new FeedView(byId(`session-${part}`), { choose: chosen }),
    );
    byId('session-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#session = null;
    });
  }

  /**
   * Shows a session.
   *
   * @param {object} session what is known of it; at least its `session_id`
   */
  open(session) {
    this.#session = session;
    this.#draw({ activities: [], decisions: [], decision_requests: [], ...session });
    setText(byId('session-state'), 'Reading…');
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
    void this.#load();
  }

  /** Something has happened: where it is in the session that is shown, it is shown soon. */
  heard(frame) {
    if (this.#session !== null && this.#timer === null && concerns(frame, this.#session)) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        void this.#load();
      }, ANEW_AFTER);
    }
  }

  async #load() {
    const { session_id: id } = this.#session;
    let words = '';
    let detail = null;
    try {
      detail = await this.#read(id);
      words = detail === null ? 'Sign in to see what was done and decided.' : '';
    } catch (failure) {
      words = failure.message;
    }
    if (this.#session?.session_id === id) {
      setText(byId('session-state'), words);
      if (detail !== null) {
        this.#session = detail;
        this.#draw(detail);
      }
    }
  }

  #draw(session) {
    const { session_id: id, session_type: type, participants = [], started_at, ended_at } = session;
    setText(byId('session-title'), type ?? 'Session');
    setText(byId('session-id'), id);
    byId('session-times').replaceChildren(
      ...(session.activity_count === undefined ? [] : [element('span', {}, countsWords(session))]),
      ...(started_at ? [element('span', {}, 'started ', time(Date.parse(started_at)))] : []),
      ...(ended_at ? [element('span', {}, 'ended ', time(Date.parse(ended_at)))] : []),
    );
    byId('session-participants').replaceChildren(
      ...participants.map((one) => element('li', {}, avatar(one), element('span', {}, one))),
    );
    const parts = [
      session.decisions.map(decisionEntry),
      session.decision_requests.map(questionEntry),
      session.activities.map((one) => activityEntry(one)),
    ];
    this.#lists.forEach((list, i) => list.show(parts[i]));
    for (const [i, part] of ['decisions', 'requests', 'activities'].entries()) {
      byId(`session-${part}-part`).hidden = parts[i].length === 0;
      byId(`session-${part}-full`).hidden = parts[i].length < MOST;
    }
  }
}

/** Whether what a frame tells is of a session. */
function concerns(frame, { session_id: id, participants = [], activities = [], ended_at }) {
  switch (frame.type) {
    case 'agent_activity':
      return !ended_at && participants.includes(frame.activity.agent_id);
    case 'activity_completed':
      return activities.some(({ activity_id: known }) => known === frame.activity_id);
    default: {
      const about = frame.decision ?? frame.request ?? frame;
      return about.session_id === id;
    }
  }
}
