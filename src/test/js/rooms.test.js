import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Notifications, target } from './dashboard/notifications.js';
import { People } from './dashboard/people.js';
import { Rooms, Transcript } from './dashboard/rooms.js';

const room = (roomId, more = {}) => ({
  roomId,
  name: roomId,
  unread: 0,
  lastRead: 0,
  memberCount: 1,
  role: 'member',
  archivedAt: null,
  ...more,
});

const said = (conversationId, offset, more = {}) => ({
  conversationId,
  messageId: `m${offset}`,
  content: `message ${offset}`,
  sender: 'bob',
  senderName: 'Bob',
  timestamp: '2026-01-01T00:00:00.000Z',
  offset,
  ...more,
});

const shown = (offset) => ({
  messageId: `m${offset}`,
  userId: 'bob',
  userName: 'Bob',
  message: `message ${offset}`,
  timestamp: '2026-01-01T00:00:00.000Z',
  offset,
  editedAt: null,
  attachments: [],
});

test('what others say is unread until somebody looks', () => {
  const rooms = new Rooms();
  rooms.takeRooms([room('a'), room('b')]);
  assert.equal(rooms.said(said('b', 3), 'alice'), true);
  rooms.said(said('b', 4, { sender: 'alice' }), 'alice');
  assert.equal(rooms.unread, 1);
  assert.deepEqual(
    rooms.list.map(({ roomId }) => roomId),
    ['b', 'a'],
  );
  rooms.chosen = 'b';
  assert.equal(rooms.read('b'), 4);
  assert.equal(rooms.read('b'), null);
  rooms.said(said('b', 5), 'alice');
  assert.equal(rooms.unread, 0);
  assert.equal(rooms.read('b'), 5);
});

test('a room that nobody has told of yet is noticed', () => {
  const rooms = new Rooms();
  assert.equal(rooms.said(said('new', 1), 'alice'), false);
  rooms.takeRooms([room('new', { unread: 1 })]);
  assert.equal(rooms.transcriptOf('new').messages.length, 1);
});

test('who does not belong to a room has what is unread counted here', () => {
  const rooms = new Rooms();
  rooms.said(said('open', 1), 'alice');
  rooms.takeRooms([room('open', { role: null })]);
  rooms.said(said('open', 2), 'alice');
  assert.equal(rooms.unread, 2);
  rooms.takeRooms([room('open', { role: null })]);
  assert.equal(rooms.unread, 2);
  rooms.chosen = 'open';
  assert.equal(rooms.read('open'), null);
  assert.equal(rooms.unread, 0);
});

test('a room that is gone is not looked at any more', () => {
  const rooms = new Rooms();
  rooms.takeRooms([room('a')]);
  rooms.chosen = 'a';
  rooms.takeRooms([]);
  assert.equal(rooms.chosen, null);
  assert.equal(rooms.transcript, null);
});

test('messages are in their order, each once, however they come', () => {
  const transcript = new Transcript();
  const rooms = new Rooms();
  rooms.takeRooms([room('a')]);
  rooms.said(said('a', 9), 'alice');
  rooms.transcriptOf('a').addPage([shown(9), shown(7), shown(5)], 'older');
  rooms.said(said('a', 9), 'alice');
  assert.deepEqual(
    rooms.transcriptOf('a').messages.map(({ offset }) => offset),
    [5, 7, 9],
  );
  assert.equal(rooms.transcriptOf('a').next, 'older');
  assert.equal(transcript.next, undefined);
});

test('an edited message reads otherwise and a deleted one does not come back', () => {
  const rooms = new Rooms();
  rooms.takeRooms([room('a')]);
  rooms.said(said('a', 1), 'alice');
  rooms.said(said('a', 2), 'alice');
  rooms.edited({ conversationId: 'a', messageId: 'm1', content: 'new' });
  rooms.deleted({ conversationId: 'a', messageId: 'm2' });
  rooms.transcriptOf('a').addPage([shown(2), shown(1)], null);
  assert.deepEqual(
    rooms.transcriptOf('a').messages.map(({ text, edited }) => [text, edited]),
    [['new', true]],
  );
});

test('notifications are counted until they are read', () => {
  const notifications = new Notifications();
  notifications.take({ notifications: [{ id: 'n1', readAt: null }], unread: 3 });
  notifications.told({ id: 'n2' });
  notifications.told({ id: 'n2' });
  assert.equal(notifications.unread, 4);
  assert.deepEqual(notifications.unreadIds, ['n2', 'n1']);
  notifications.read(['n2', 'n1']);
  assert.equal(notifications.unread, 2);
  assert.deepEqual(notifications.unreadIds, []);
});

test('a link leads to the web or nowhere', () => {
  const origin = 'http://hub.test';
  assert.equal(target('/builds/1', origin), 'http://hub.test/builds/1');
  assert.equal(target('https://other.test/x', origin), 'https://other.test/x');
  assert.equal(target('javascript:alert(1)', origin), null);
  assert.equal(target(null, origin), null);
});

test('people are there until they are offline', () => {
  const people = new People();
  people.changed({ userId: 'zoe', status: 'online' });
  people.changed({ userId: 'bob', status: 'away' });
  people.changed({ userId: 'ann', status: 'away' });
  assert.deepEqual(
    people.list.map(({ userId }) => userId),
    ['zoe', 'ann', 'bob'],
  );
  people.changed({ userId: 'bob', status: 'offline' });
  assert.equal(people.statusOf('bob'), 'offline');
  assert.equal(people.list.length, 2);
});
