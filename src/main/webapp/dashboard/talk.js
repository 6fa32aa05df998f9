import { AgentsSocket } from '../sdk/agents.js';
import { Notifications } from './notifications.js';
import { NotificationsView } from './notifications-view.js';
import { People } from './people.js';
import { PeopleView } from './people-view.js';
import { Rooms } from './rooms.js';
import { RoomsPanel } from './rooms-panel.js';

/** How many messages, rooms and notifications are asked for at once. */
const PAGE = 50;
const MOST_ROOMS = 500;

/**
 * What people say to each other: rooms, presence and notifications. Lives while somebody is signed
 * in; what was missed while there was no connection is asked for again.
 */
export class Talk {
  #account;
  #socket;
  #rooms = new Rooms();
  #people = new People();
  #notifications = new Notifications();
  #panel;
  #peopleView;
  #notificationsView;
  #drawing = false;
  /** The message that is being sent, with its own name: who tries again says it once. */
  #unsent = null;
  /** Rooms whose newest messages are being asked for. */
  #loading = new Set();
  #token = null;

  /**
   * @param {import('./account.js').Account} account
   * @param {string} hub the address of the hub
   * @param {typeof AgentsSocket} Socket
   */
  constructor(account, hub, Socket = AgentsSocket) {
    this.#account = account;
    this.#socket = new Socket({ hub, token: () => account.token });
    this.#panel = new RoomsPanel({
      choose: (roomId) => this.#choose(roomId),
      older: (roomId) => void this.#load(roomId),
      make: (name) => this.#make(name),
      say: (roomId, text) => this.#say(roomId, text),
    });
    this.#peopleView = new PeopleView((status) =>
      this.#socket.send({ type: 'user_presence', data: status }),
    );
    this.#notificationsView = new NotificationsView(() => void this.#readNotifications());
    this.#socket.addEventListener('frame', ({ detail }) => this.#heard(detail));
    this.#drawSoon();
  }

  /** Somebody is signed in now, or nobody is any more. */
  signedIn() {
    const { caller, token } = this.#account;
    if (caller === null) {
      this.#token = null;
      this.#socket.close();
    } else if (this.#token !== token) {
      this.#token = token;
      this.#socket.open();
    }
    this.#drawSoon();
  }

  /** The network, or the one who looks, is back. */
  retry() {
    this.#socket.retry();
    this.#markRead();
  }

  #heard({ type, data }) {
    switch (type) {
      case 'auth':
        this.#people.forget();
        if (data.success) {
          void this.#catchUp();
        }
        break;
      case 'chat_message':
        if (!this.#rooms.said(data, this.#account.caller?.id)) {
          void this.#loadRooms();
        }
        this.#markRead();
        break;
      case 'chat_message_edited':
        this.#rooms.edited(data);
        break;
      case 'chat_message_deleted':
        this.#rooms.deleted(data);
        break;
      case 'notification':
        this.#notifications.told(data);
        break;
      case 'user_presence':
        this.#people.changed(data);
        break;
      default:
        return;
    }
    this.#drawSoon();
  }

  /** What was said while nobody listened. */
  async #catchUp() {
    await Promise.all([this.#loadRooms(), this.#loadNotifications()]);
    const { chosen } = this.#rooms;
    if (chosen !== null) {
      this.#rooms.transcriptOf(chosen).forget();
      await this.#load(chosen);
    }
  }

  async #loadRooms() {
    await this.#quietly(async () => {
      const { rooms } = await this.#account.get(`/api/v1/rooms?limit=${MOST_ROOMS}`);
      this.#rooms.takeRooms(rooms);
    });
  }

  async #loadNotifications() {
    const roles = this.#account.caller?.roles ?? [];
    if (!['member', 'agent', 'admin'].some((role) => roles.includes(role))) {
      return;
    }
    await this.#quietly(async () => {
      this.#notifications.take(await this.#account.get(`/api/v1/notifications?limit=${PAGE}`));
    });
  }

  #choose(roomId) {
    this.#rooms.chosen = roomId;
    if (this.#rooms.transcript.next === undefined) {
      void this.#load(roomId);
    }
    this.#markRead();
    this.#drawSoon();
  }

  /** The newest messages, or those before the oldest that is here. */
  async #load(roomId) {
    if (this.#loading.has(roomId)) {
      return;
    }
    this.#loading.add(roomId);
    const transcript = this.#rooms.transcriptOf(roomId);
    const from = transcript.next ? `&cursor=${encodeURIComponent(transcript.next)}` : '';
    await this.#quietly(async () => {
      const page = await this.#account.get(`${path(roomId)}/messages?limit=${PAGE}${from}`);
      transcript.addPage(page.messages, page.nextCursor);
    });
    this.#loading.delete(roomId);
    this.#markRead();
  }

  async #make(name) {
    const made = await this.#account.post('/api/v1/rooms', { name, roomType: 'team' });
    await this.#loadRooms();
    this.#choose(made.roomId);
  }

  /** The answer says that it is on the disk; that it is shown, the socket sees to. */
  async #say(roomId, text) {
    if (this.#unsent?.roomId !== roomId || this.#unsent.text !== text) {
      this.#unsent = { roomId, text, clientMessageId: crypto.randomUUID() };
    }
    await this.#account.post(`${path(roomId)}/messages`, {
      message: text,
      clientMessageId: this.#unsent.clientMessageId,
    });
    this.#unsent = null;
    if (this.#rooms.room(roomId)?.role === null) {
      // Whoever has said something in a team's room belongs to it.
      await this.#loadRooms();
    }
  }

  /** What somebody sees in the chosen room is read. */
  #markRead() {
    const { chosen } = this.#rooms;
    if (chosen === null || document.visibilityState !== 'visible') {
      return;
    }
    const offset = this.#rooms.read(chosen);
    if (offset !== null) {
      void this.#quietly(() =>
        this.#account.put(`${path(chosen)}/read`, { offset }),
      );
    }
  }

  async #readNotifications() {
    const ids = this.#notifications.unreadIds;
    await this.#quietly(async () => {
      await this.#account.post('/api/v1/notifications/read', { ids });
      this.#notifications.read(ids);
    });
  }

  /** What fails here is tried again at the next connection, which tells what is wrong. */
  async #quietly(task) {
    try {
      await task();
    } catch (failure) {
      if (failure.status === undefined) {
        throw failure;
      }
    }
    this.#drawSoon();
  }

  #drawSoon() {
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => {
        this.#drawing = false;
        const { caller } = this.#account;
        this.#panel.draw(this.#rooms, caller);
        this.#peopleView.draw(this.#people, caller);
        this.#notificationsView.draw(this.#notifications, caller !== null);
      });
    }
  }
}

function path(roomId) {
  return `/api/v1/rooms/${encodeURIComponent(roomId)}`;
}
