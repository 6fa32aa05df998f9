import { avatar, byId, element, KeyedList, setText, time } from './dom.js';
import { count, digits } from './words.js';

/** How near to its end, in pixels, a transcript counts as read to the end. */
const NEAR = 40;

/** The rooms, what is said in one of them, and what says more. */
export class RoomsPanel {
  #rooms;
  #messages;
  #actions;
  #chosen = null;
  #self = null;

  /**
   * @param {object} actions
   * @param {(roomId: string) => void} actions.choose
   * @param {(roomId: string) => void} actions.older
   * @param {(name: string) => Promise<void>} actions.make throws an error for people
   * @param {(roomId: string, text: string) => Promise<void>} actions.say throws an error for people
   */
  constructor(actions) {
    this.#actions = actions;
    this.#rooms = new KeyedList(byId('rooms'), {
      key: ({ room }) => room.roomId,
      version: ({ room, chosen }) => `${room.name} ${room.unread} ${chosen}`,
      draw: (item) => this.#drawRoom(item),
    });
    this.#messages = new KeyedList(byId('messages'), {
      key: ({ id }) => id,
      version: ({ text, edited }) => `${edited} ${text}`,
      draw: (message) => this.#drawMessage(message),
    });
    byId('older-messages').addEventListener('click', () => actions.older(this.#chosen));
    byId('new-room').addEventListener('submit', (event) => {
      event.preventDefault();
      void submit(byId('new-room-name'), byId('new-room-error'), (name) => actions.make(name));
    });
    byId('say').addEventListener('submit', (event) => {
      event.preventDefault();
      const roomId = this.#chosen;
      void submit(byId('words'), byId('say-error'), (text) => actions.say(roomId, text));
    });
  }

  /**
   * @param {import('./rooms.js').Rooms} rooms
   * @param {object | null} caller who is signed in
   */
  draw(rooms, caller) {
    byId('rooms-stranger').hidden = caller !== null;
    byId('talk').hidden = caller === null;
    setText(byId('rooms-count'), rooms.unread > 0 ? digits(rooms.unread) : '');
    byId('rooms-count').hidden = rooms.unread === 0;
    setText(byId('rooms-count-words'), rooms.unread > 0 ? ' unread' : '');
    if (caller === null) {
      return;
    }
    this.#self = caller.id;
    this.#rooms.show(rooms.list.map((room) => ({ room, chosen: room.roomId === rooms.chosen })));
    byId('no-rooms').hidden = rooms.list.length > 0;
    this.#drawChosen(rooms);
  }

  #drawChosen(rooms) {
    const room = rooms.chosen === null ? undefined : rooms.room(rooms.chosen);
    byId('conversation').hidden = room === undefined;
    byId('no-room').hidden = room !== undefined;
    if (room === undefined) {
      this.#chosen = null;
      return;
    }
    const log = byId('log');
    const another = this.#chosen !== room.roomId;
    const atEnd = another || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    const before = log.scrollHeight - log.scrollTop;
    if (another) {
      this.#chosen = room.roomId;
      byId('words').value = '';
      setText(byId('say-error'), '');
    }
    setText(byId('room-name'), room.name);
    setText(byId('room-members'), count(room.memberCount, 'member'));
    const { messages, next } = rooms.transcript;
    this.#messages.show(messages);
    byId('older-messages').hidden = typeof next !== 'string';
    byId('no-messages').hidden = messages.length > 0;
    const archived = room.archivedAt !== null;
    byId('say').hidden = archived;
    byId('room-archived').hidden = !archived;
    // Who reads what was before goes on reading it, whatever is added above or below.
    log.scrollTop = atEnd ? log.scrollHeight : Math.max(0, log.scrollTop);
    if (!atEnd && log.scrollTop === 0) {
      log.scrollTop = log.scrollHeight - before;
    }
  }

  #drawRoom(item) {
    const name = element('span.name');
    const unread = element('span.number');
    const button = element('button.room', { type: 'button' }, name, unread);
    button.addEventListener('click', () => this.#actions.choose(item.room.roomId));
    const row = element('li', { 'data-key': item.room.roomId }, button);
    const update = ({ room, chosen }) => {
      setText(name, room.name);
      setText(unread, room.unread > 0 ? digits(room.unread) : '');
      unread.hidden = room.unread === 0;
      unread.setAttribute('aria-label', `${room.unread} unread`);
      button.setAttribute('aria-current', String(chosen));
    };
    update(item);
    return { row, update };
  }

  #drawMessage(message) {
    const words = element('p.words');
    const edited = element('span.muted', {}, ' (edited)');
    const row = element(
      'li.message',
      { 'data-key': message.id },
      avatar(message.sender),
      element(
        'div.text',
        {},
        element('p.title', {}, element('strong', {}, message.name), ' ', time(message.at), edited),
        words,
        ...message.attachments.map(({ name }) => element('p.about', {}, `File: ${name}`)),
      ),
    );
    row.classList.toggle('own', message.sender === this.#self);
    const update = (now) => {
      setText(words, now.text);
      edited.hidden = !now.edited;
    };
    update(message);
    return { row, update };
  }
}

/** What was typed stays where it was until it is done. */
async function submit(input, error, action) {
  const text = input.value.trim();
  if (text === '' || input.readOnly) {
    return;
  }
  input.readOnly = true;
  setText(error, '');
  try {
    await action(text);
    input.value = '';
  } catch (failure) {
    setText(error, failure.message);
  } finally {
    input.readOnly = false;
    input.focus();
  }
}
