import { avatar, element, KeyedList, setText, time } from './dom.js';
import { count } from './words.js';

/** The most participants that a session shows by name. */
const NAMES = 6;

/** Draws the active sessions. */
export class SessionsView {
  #list;

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#list = new KeyedList(list, {
      key: (session) => session.session_id,
      version: ({ activity_count: activities, decision_count: decisions }) =>
        `${activities} ${decisions}`,
      draw,
    });
  }

  /** @param {object[]} sessions as the hub shapes them */
  show(sessions) {
    this.#list.show(sessions);
  }
}

function draw(session) {
  const { session_id: id, session_type: type, participants, started_at: startedAt } = session;
  const counts = element('span');
  const shown = participants
    .slice(0, NAMES)
    .map((one) => element('li', {}, avatar(one), element('span', {}, one)));
  if (participants.length > NAMES) {
    shown.push(element('li', {}, `and ${participants.length - NAMES} more`));
  }
  const row = element(
    'li.session',
    { 'data-key': id },
    element('p.title', {}, type ?? 'general', ' ', element('code', {}, id)),
    element('ul.participants', { 'aria-label': 'Participants' }, ...shown),
    element('p.about', {}, counts, element('span', {}, 'started ', time(Date.parse(startedAt)))),
  );
  const update = ({ activity_count: activities, decision_count: decisions }) =>
    setText(
      counts,
      `${activities === 1 ? '1 activity' : `${activities} activities`}, ${count(decisions, 'decision')}`,
    );
  update(session);
  return { row, update };
}
