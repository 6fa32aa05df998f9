import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeTimer, FakeWebSocket } from './fakes.js';
import { HubSocket } from './sdk/socket.js';

const ESTABLISHED = { type: 'connection_established' };

let timer;
let socket;
let token;
let frames;

beforeEach(() => {
  FakeWebSocket.made = [];
  timer = new FakeTimer();
  token = null;
  frames = [];
  socket = new HubSocket({
    url: 'ws://hub/door',
    query: () => ({ client_id: 'me' }),
    token: () => token,
    WebSocket: FakeWebSocket,
    random: () => 1,
    timer,
  });
  socket.addEventListener('frame', ({ detail }) => frames.push(detail));
});

test('it is open from the first frame on', () => {
  socket.open();
  assert.equal(FakeWebSocket.last.url.href, 'ws://hub/door?client_id=me');
  assert.deepEqual(FakeWebSocket.last.protocols, []);
  assert.equal(socket.status.state, 'connecting');
  assert.equal(socket.send({ type: 'ping' }), false);

  FakeWebSocket.last.says(ESTABLISHED);

  assert.equal(socket.status.state, 'open');
  assert.equal(socket.send({ type: 'subscribe' }), true);
  assert.deepEqual(FakeWebSocket.last.sent, [{ type: 'subscribe' }]);
});

test('frames of a batch come one by one', () => {
  socket.open();
  FakeWebSocket.last.says([ESTABLISHED, { type: 'a' }, { type: 'b' }]);
  assert.deepEqual(frames, [ESTABLISHED, { type: 'a' }, { type: 'b' }]);
});

test('a token goes by subprotocol, or by the query where it has other characters', () => {
  token = 'pk_1_secret.x-y';
  socket.open();
  assert.deepEqual(FakeWebSocket.last.protocols, ['bearer', 'pk_1_secret.x-y']);
  assert.equal(FakeWebSocket.last.url.searchParams.has('token'), false);

  for (const odd of ['a+b/c==', 'bearer', 'zwei Wörter']) {
    token = odd;
    socket.open();
    assert.deepEqual(FakeWebSocket.last.protocols, []);
    assert.equal(FakeWebSocket.last.url.searchParams.get('token'), odd);
  }
});

test('it comes back after what passes, with growing patience', () => {
  socket.open();
  const waits = [];
  for (const code of [1001, 1006, 1013, 4408, 1006, 1006, 1006, 1006, 1006]) {
    FakeWebSocket.last.ends(code);
    assert.equal(socket.status.state, 'waiting');
    assert.equal(socket.status.code, code);
    waits.push(socket.status.retryAt - timer.now());
    timer.pass(waits.at(-1));
    assert.equal(socket.status.state, 'connecting');
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
});

test('a connection that was good begins the back-off anew, one that was not does not', () => {
  socket.open();
  FakeWebSocket.last.ends(1006);
  timer.pass(1_000);
  FakeWebSocket.last.says(ESTABLISHED);
  FakeWebSocket.last.ends(1013);
  assert.equal(socket.status.retryAt - timer.now(), 2_000);
  timer.pass(2_000);
  FakeWebSocket.last.says(ESTABLISHED);
  timer.pass(6_000);
  FakeWebSocket.last.ends(1006);
  assert.equal(socket.status.retryAt - timer.now(), 1_000);
});

test('three attempts in a row that never opened cast doubt on the credential', () => {
  socket.open();
  for (const doubtful of [false, false, true]) {
    FakeWebSocket.last.ends(1006);
    assert.equal(socket.status.doubtful, doubtful);
    socket.retry();
  }
  FakeWebSocket.last.says(ESTABLISHED);
  FakeWebSocket.last.ends(1006);
  assert.equal(socket.status.doubtful, false);
});

test('it does not come back where it would be refused alike', () => {
  for (const [code, state] of [
    [4401, 'sign-in'],
    [4400, 'ended'],
    [4403, 'ended'],
    [1008, 'ended'],
    [1000, 'ended'],
  ]) {
    socket.open();
    const attempts = FakeWebSocket.made.length;
    FakeWebSocket.last.says({ type: 'error', error: { code: 'x', message: 'the reason' } });
    FakeWebSocket.last.ends(code, 'reason');
    assert.equal(socket.status.state, state);
    assert.equal(socket.status.reason, 'the reason');
    timer.pass(600_000);
    assert.equal(FakeWebSocket.made.length, attempts);
  }
});

test('who has too many connections comes back later', () => {
  socket.open();
  FakeWebSocket.last.ends(4429);
  assert.equal(socket.status.retryAt - timer.now(), 30_000);
  timer.pass(30_000);
  FakeWebSocket.last.says({ type: 'error', error: { retryAfterMs: 90_000 } });
  FakeWebSocket.last.ends(4429);
  assert.equal(socket.status.retryAt - timer.now(), 90_000);
});

test('a silent hub is asked for a sign of life, and left if it gives none', () => {
  socket.open();
  const first = FakeWebSocket.last;
  first.says(ESTABLISHED);
  timer.pass(29_999);
  assert.deepEqual(first.sent, []);
  timer.pass(1);
  assert.deepEqual(first.sent, [{ type: 'ping' }]);
  first.says({ type: 'pong' });
  timer.pass(30_000);
  assert.equal(first.sent.length, 2);
  timer.pass(10_000);
  assert.equal(socket.status.state, 'waiting');
  assert.equal(socket.status.code, 1006);

  first.says({ type: 'too late' });
  assert.equal(frames.at(-1).type, 'pong');
});

test('an attempt that gets no answer is given up', () => {
  socket.open();
  timer.pass(10_000);
  assert.equal(socket.status.state, 'waiting');
});

test('what cannot be read is a connection to leave', () => {
  socket.open();
  FakeWebSocket.last.says(ESTABLISHED);
  FakeWebSocket.last.onmessage({ data: '{"type":' });
  assert.equal(socket.status.state, 'waiting');
});

test('nobody has to wait for the next attempt', () => {
  socket.open();
  socket.retry();
  assert.equal(FakeWebSocket.made.length, 1);
  FakeWebSocket.last.ends(1006);
  socket.retry();
  assert.equal(FakeWebSocket.made.length, 2);
  timer.pass(9_999);
  assert.equal(FakeWebSocket.made.length, 2);
});

test('closing is for good, and opening again replaces what there is', () => {
  socket.open();
  const first = FakeWebSocket.last;
  first.says(ESTABLISHED);
  socket.open();
  assert.equal(first.closedWith, 1000);
  first.says({ type: 'old' });
  FakeWebSocket.last.says(ESTABLISHED);
  socket.close();
  assert.equal(socket.status.state, 'idle');
  FakeWebSocket.last.ends(1006);
  timer.pass(600_000);
  assert.equal(FakeWebSocket.made.length, 2);
  assert.deepEqual(frames, [ESTABLISHED, ESTABLISHED]);
});

test('a listener that closes is told nothing more', () => {
  socket.open();
  socket.addEventListener('frame', ({ detail }) => detail.type === 'a' && socket.close());
  FakeWebSocket.last.says([ESTABLISHED, { type: 'a' }, { type: 'b' }]);
  assert.deepEqual(frames, [ESTABLISHED, { type: 'a' }]);
  assert.equal(socket.status.state, 'idle');
});
