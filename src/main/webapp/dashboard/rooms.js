/** How many messages of a room are kept here; older ones are asked for again. */
const MOST_MESSAGES = 500;

/**
 * The rooms that somebody may read and what is said in them, as frames and REST tell of it. No
 * browser needed.
 */
export class Rooms {
  /** By id, as REST shapes them. */
  #rooms = new Map();
  /** How much others have said since somebody looked, by room: the hub counts for members alone. */
  #heard = new Map();
  /** By room, what is known of its messages. @type {Map<string, Transcript>} */
  #transcripts = new Map();
  /** The id of the room that is looked at, or null. */
  chosen = null;

  /** @returns {object[]} the rooms with what is unread first, then by name */
  get list() {
    return [...this.#rooms.values()].sort(
      (one, other) =>
        Number(other.unread > 0) - Number(one.unread > 0) || one.name.localeCompare(other.name),
    );
  }

  /** How many messages nobody has read yet who looks at this page. */
  get unread() {
    return [...this.#rooms.values()].reduce((sum, { unread }) => sum + unread, 0);
  }

  /** The room of that id as REST shapes it, or undefined. */
  room(roomId) {
    return this.#rooms.get(roomId);
  }

  /** The transcript of the chosen room, or null. */
  get transcript() {
    return this.chosen === null ? null : this.transcriptOf(this.chosen);
  }

  /** What is known of a room's messages. */
  transcriptOf(roomId) {
    let known = this.#transcripts.get(roomId);
    if (!known) {
      known = new Transcript();
      this.#transcripts.set(roomId, known);
    }
    return known;
  }

  /** Takes all rooms of `GET /rooms`; those that are not among them are gone. */
  takeRooms(rooms) {
    this.#rooms = new Map(
      rooms.map((room) => [
        room.roomId,
        { ...room, unread: room.role === null ? (this.#heard.get(room.roomId) ?? 0) : room.unread },
      ]),
    );
    if (this.chosen !== null && !this.#rooms.has(this.chosen)) {
      this.chosen = null;
    }
  }

  /**
   * Takes a message that was just said.
   *
   * @param {object} data of the frame `chat_message`
   * @param {string} self the id of who looks
   * @returns {boolean} whether the room is known
   */
  said(data, self) {
    const { conversationId: roomId, sender } = data;
    const room = this.#rooms.get(roomId);
    const isNew = this.transcriptOf(roomId).add(ofFrame(data));
    if (isNew && sender !== self && roomId !== this.chosen) {
      this.#heard.set(roomId, (this.#heard.get(roomId) ?? 0) + 1);
      if (room) {
        room.unread++;
      }
    }
    return room !== undefined;
  }

  /** A message reads differently from now on. */
  edited(data) {
    this.transcriptOf(data.conversationId).edit(data.messageId, data.content);
  }

  /** A message is gone. */
  deleted(data) {
    this.transcriptOf(data.conversationId).remove(data.messageId);
  }

  /**
   * Everything in a room is read; gives the offset up to which, or null where the hub need not know.
   */
  read(roomId) {
    const room = this.#rooms.get(roomId);
    const last = this.transcriptOf(roomId).messages.at(-1);
    if (!room || !last || (room.unread === 0 && room.lastRead >= last.offset)) {
      return null;
    }
    this.#heard.delete(roomId);
    room.unread = 0;
    room.lastRead = last.offset;
    return room.role === null ? null : last.offset;
  }
}

/** What was said in a room, in its order; each message once. */
export class Transcript {
  /** @type {{id: string, sender: string, name: string, text: string, at: number, offset: number,
   *     edited: boolean}[]} the oldest first */
  messages = [];
  /** Where the page before the oldest begins: `undefined` before the first page, null for none. */
  next = undefined;
  #deleted = new Set();

  /**
   * Takes a page of `GET /rooms/{id}/messages`.
   *
   * @param {object[]} messages newest first
   * @param {string | null} next the cursor of the page before it
   */
  addPage(messages, next) {
    for (const message of messages) {
      this.add(ofRest(message));
    }
    this.next = next;
  }

  /** Takes a message; false where it is known. */
  add(message) {
    if (this.#deleted.has(message.id) || this.messages.some(({ id }) => id === message.id)) {
      return false;
    }
    const after = this.messages.findLastIndex(({ offset }) => offset < message.offset);
    this.messages.splice(after + 1, 0, message);
    if (this.messages.length > MOST_MESSAGES && after + 1 === MOST_MESSAGES) {
      this.messages.shift();
    }
    return true;
  }

  /** A message reads differently. */
  edit(id, text) {
    this.messages = this.messages.map((message) =>
      message.id === id ? { ...message, text, edited: true } : message,
    );
  }

  /** A message is gone, and a page of REST that is older does not bring it back. */
  remove(id) {
    this.#deleted.add(id);
    this.messages = this.messages.filter((message) => message.id !== id);
  }

  /** What was missed is unknown: begins anew. */
  forget() {
    this.messages = [];
    this.next = undefined;
  }
}

function ofFrame({ messageId, sender, senderName, content, timestamp, offset, attachments = [] }) {
  return {
    id: messageId,
    sender,
    name: senderName,
    text: content,
    at: Date.parse(timestamp),
    offset,
    edited: false,
    attachments,
  };
}

function ofRest(message) {
  return {
    id: message.messageId,
    sender: message.userId,
    name: message.userName,
    text: message.message,
    at: Date.parse(message.timestamp),
    offset: message.offset,
    edited: message.editedAt !== null,
    attachments: message.attachments,
  };
}
