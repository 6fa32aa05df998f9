import { byId, element, KeyedList, setText, time } from './dom.js';
import { target } from './notifications.js';
import { count, digits } from './words.js';

/** Draws what the user is told: a number at the top, and on demand the notifications. */
export class NotificationsView {
  #list;
  #dialog = byId('notifications-dialog');

  /** @param {() => void} read the user has seen all that are here */
  constructor(read) {
    this.#list = new KeyedList(byId('notifications'), {
      key: ({ id }) => id,
      version: ({ readAt }) => String(readAt),
      draw,
    });
    byId('notifications-button').addEventListener('click', () => this.#dialog.showModal());
    byId('notifications-close').addEventListener('click', () => this.#dialog.close());
    byId('notifications-read').addEventListener('click', read);
  }

  /**
   * @param {import('./notifications.js').Notifications} notifications
   * @param {boolean} signedIn
   */
  draw(notifications, signedIn) {
    const { items, unread } = notifications;
    const button = byId('notifications-button');
    button.hidden = !signedIn;
    setText(byId('notifications-count'), unread > 0 ? digits(unread) : '');
    byId('notifications-count').hidden = unread === 0;
    button.setAttribute(
      'aria-label',
      unread > 0 ? `Notifications, ${digits(unread)} unread` : 'Notifications',
    );
    setText(byId('notifications-state'), unread > 0 ? `${count(unread, 'notification')} unread` : '');
    byId('notifications-read').hidden = notifications.unreadIds.length === 0;
    byId('no-notifications').hidden = items.length > 0;
    this.#list.show(items);
  }
}

function draw(item) {
  const link = target(item.link, location.origin);
  const words = link
    ? element('a', { href: link, rel: 'noopener noreferrer' }, item.message)
    : item.message;
  const row = element(
    'li.notification',
    { 'data-key': item.id, 'data-level': item.level },
    element('span.badge', {}, item.level),
    element(
      'div.text',
      {},
      ...(item.title ? [element('p.title', {}, item.title)] : []),
      element('p.words', {}, words),
      element('p.about', {}, `${item.sentBy} `, time(Date.parse(item.timestamp))),
    ),
  );
  const update = ({ readAt }) => row.classList.toggle('unread', readAt === null);
  update(item);
  return { row, update };
}
