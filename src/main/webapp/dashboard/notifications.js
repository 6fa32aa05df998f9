/** How many are kept here. */
const MOST = 100;

/**
 * What a user is told, as frames and REST tell of it. No browser needed.
 */
export class Notifications {
  /** As REST shapes them, the newest first. */
  items = [];
  /** How many are unread, also of those that are not here. */
  unread = 0;

  /** Takes a page of `GET /notifications`, newest first. */
  take({ notifications, unread }) {
    this.items = notifications;
    this.unread = unread;
  }

  /**
   * Somebody is told something.
   *
   * @param {object} data of the frame `notification`
   */
  told(data) {
    if (!this.items.some(({ id }) => id === data.id)) {
      this.items = [{ ...data, readAt: null }, ...this.items].slice(0, MOST);
      this.unread++;
    }
  }

  /** The ids of those that are unread here. */
  get unreadIds() {
    return this.items.filter(({ readAt }) => readAt === null).map(({ id }) => id);
  }

  /** These are read now. */
  read(ids, at = new Date().toISOString()) {
    this.items = this.items.map((item) =>
      ids.includes(item.id) && item.readAt === null ? { ...item, readAt: at } : item,
    );
    this.unread = Math.max(0, this.unread - ids.length);
  }
}

/** Where a notification leads, if that is the hub's own or the web's; else null. */
export function target(link, origin) {
  if (!link) {
    return null;
  }
  try {
    const url = new URL(link, origin);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}
