import { avatar, element, KeyedList, setText, time } from './dom.js';
import { count } from './words.js';

/** The most participants that a session shows by name. */
const NAMES = 6;

/** Draws sessions. */
export class SessionsView {
  #list;

  /**
   * @param {HTMLElement} list
   * @param {(session: object) => void} open somebody wants to see what was done in a session
   */
  constructor(list, open) {
    this.#list = new KeyedList(list, {
      key: (session) => session.session_id,
      version: ({ activity_count: activities, decision_count: decisions }) =>
        `${activities} ${decisions}`,
      draw: (session) => draw(session, open),
    });
  }

  /** @param {object[]} sessions as the hub shapes them */
  show(sessions) {
    this.#list.show(sessions);
  }
}

/** How much was done in a session. */
export function countsWords({ activity_count: activities, decision_count: decisions }) {
  return `${activities === 1 ? '1 activity' : `${activities} activities`}, ${count(decisions, 'decision')}`;
}

function draw(session, open) {
  const { session_id: id, session_type: type, participants, started_at, ended_at } = session;
  const counts = element('span');
  const shown = participants
    .slice(0, NAMES)
    .map((one) => element('li', {}, avatar(one), element('span', {}, one)));
  if (participants.length > NAMES) {
    shown.push(element('li', {}, `and ${participants.length - NAMES} more`));
  }
  const when = ended_at ? ['ended ', ended_at] : ['started ', started_at];
  const title = element('button.session-name', { type: 'button' }, type ?? 'general');
  const row = element(
    'li.session',
    { 'data-key': id },
    element('p.title', {}, title, ' ', element('code', {}, id)),
    element('ul.participants', { 'aria-label': 'Participants' }, ...shown),
    element('p.about', {}, counts, element('span', {}, when[0], time(Date.parse(when[1])))),
  );
  let newest = session;
  title.addEventListener('click', () => open(newest));
  const update = (newer) => {
    newest = newer;
    setText(counts, countsWords(newer));
  };
  update(session);
  return { row, update };
}
