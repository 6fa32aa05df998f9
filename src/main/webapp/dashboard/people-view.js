import { avatar, byId, element, KeyedList, setText } from './dom.js';
import { digits } from './words.js';

const STATUSES = { online: 'online', away: 'away', busy: 'busy', offline: 'appears offline' };

/** Draws who is there, and lets the user say how they are. */
export class PeopleView {
  #list;

  /** @param {(status: string) => void} set the user is there like that */
  constructor(set) {
    this.#list = new KeyedList(byId('people'), {
      key: ({ userId }) => userId,
      version: ({ status, self }) => `${status} ${self}`,
      draw,
    });
    byId('presence').addEventListener('change', ({ target }) => set(target.value));
  }

  /**
   * @param {import('./people.js').People} people
   * @param {object | null} caller who is signed in
   */
  draw(people, caller) {
    const { list } = people;
    const isUser = caller?.kind === 'user';
    byId('people-panel').hidden = caller === null;
    byId('presence-field').hidden = !isUser;
    if (isUser && document.activeElement !== byId('presence')) {
      byId('presence').value = people.statusOf(caller.id);
    }
    setText(byId('people-count'), list.length > 0 ? digits(list.length) : '');
    byId('nobody').hidden = list.length > 0;
    this.#list.show(list.map((one) => ({ ...one, self: isUser && one.userId === caller.id })));
  }
}

function draw(item) {
  const status = element('span.badge');
  const name = element('span.name');
  const row = element(
    'li.person',
    { 'data-key': item.userId },
    avatar(item.userId),
    name,
    status,
  );
  const update = (now) => {
    setText(name, now.self ? `${now.userId} (you)` : now.userId);
    setText(status, STATUSES[now.status] ?? now.status);
    row.dataset.status = now.status;
  };
  update(item);
  return { row, update };
}
