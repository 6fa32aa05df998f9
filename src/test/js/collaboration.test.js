import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeTimer, FakeWebSocket } from './fakes.js';
import { CollaborationFeed } from './sdk/collaboration.js';

const ESTABLISHED = { type: 'connection_established' };
const STATE = { type: 'collaboration_state', epoch: 'e1', offset: 7 };

let timer;
let feed;
let offsets;
let types;

function event(offset) {
  return { type: 'memory_update', offset };
}

function reconnect() {
  FakeWebSocket.last.ends(1006);
  feed.retry();
}

beforeEach(() => {
  FakeWebSocket.made = [];
  timer = new FakeTimer();
  offsets = [];
  types = [];
  feed = new CollaborationFeed({
    hub: 'https://hub.example/page?x=1',
    clientId: 'me',
    WebSocket: FakeWebSocket,
    timer,
  });
  feed.addEventListener('frame', ({ detail: { type, offset } }) => {
    types.push(type);
    if (type === 'memory_update') {
      offsets.push(offset);
    }
  });
  feed.open();
});

test('the first connection begins with the state', () => {
  const { url } = FakeWebSocket.last;
  assert.equal(url.origin + url.pathname, 'wss://hub.example/api/v1/collaboration/ws');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    client_id: 'me',
    client_type: 'general',
    batch: 'true',
  });
  assert.equal(feed.position, null);
});

test('the next one goes on after the last event', () => {
  FakeWebSocket.last.says(ESTABLISHED, STATE, event(8), { type: 'agent_status_update' }, event(9));
  reconnect();
  assert.equal(FakeWebSocket.last.url.searchParams.get('since'), '9');
  assert.equal(FakeWebSocket.last.url.searchParams.get('epoch'), 'e1');
});

test('a connection without an event goes on after the state', () => {
  FakeWebSocket.last.says(ESTABLISHED, STATE);
  reconnect();
  assert.equal(FakeWebSocket.last.url.searchParams.get('since'), '7');
});

test('no event is told twice, and holes are no loss', () => {
  FakeWebSocket.last.says(ESTABLISHED, STATE, event(7), event(8), event(10));
  reconnect();
  FakeWebSocket.last.says(ESTABLISHED, event(9), event(10), event(11));
  assert.deepEqual(offsets, [8, 10, 11]);
});

test('a resync begins a new history', () => {
  FakeWebSocket.last.says(ESTABLISHED, STATE, event(8));
  reconnect();
  FakeWebSocket.last.says(
    ESTABLISHED,
    { type: 'resync', topic: 'collaboration', epoch: 'e2', offset: 3 },
    { type: 'collaboration_state', epoch: 'e2', offset: 3 },
    event(4),
  );
  assert.deepEqual(feed.position, { epoch: 'e2', offset: 4 });
  assert.deepEqual(offsets, [8, 4]);
  assert.deepEqual(types.slice(-3), ['resync', 'collaboration_state', 'memory_update']);
});
