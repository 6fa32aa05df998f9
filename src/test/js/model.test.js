import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { arrange } from './dashboard/board-view.js';
import { FEED_LIMIT, Model } from './dashboard/model.js';

let model;
let offset;

beforeEach(() => {
  model = new Model();
  offset = 0;
});

function activity(number, agent = 'ada', more = {}) {
  return {
    activity_id: `act_${number}_${agent}`,
    agent_id: agent,
    department: 'lab',
    activity_type: 'memory_write',
    timestamp: 1_700_000_000 + number,
    metadata: {},
    related_agents: [],
    status: 'active',
    ...more,
  };
}

function record(number, agent, more) {
  model.apply({ type: 'agent_activity', activity: activity(number, agent, more), offset: ++offset });
}

function complete(number, status = 'completed', agent = 'ada') {
  model.apply({
    type: 'activity_completed',
    activity_id: `act_${number}_${agent}`,
    success: status === 'completed',
    status,
    offset: ++offset,
  });
}

function shown(feed = model.feed) {
  return feed.entries.map(({ activity: { activity_id: id, status } }) => `${id} ${status}`);
}

test('activities come newest first and change when they end', () => {
  record(1);
  record(2);
  complete(1, 'expired');
  complete(1, 'completed');
  assert.deepEqual(shown(), ['act_2_ada active', 'act_1_ada completed']);
  assert.equal(model.feed.entries[1].version, 2);
});

test('a hub that says no status means what success says', () => {
  record(1);
  model.apply({ type: 'activity_completed', activity_id: 'act_1_ada', success: false, offset: 2 });
  assert.deepEqual(shown(), ['act_1_ada failed']);
});

test('the feed is bounded', () => {
  for (let number = 1; number <= FEED_LIMIT + 5; number++) {
    record(number);
  }
  assert.equal(model.feed.entries.length, FEED_LIMIT);
  complete(1);
  assert.equal(shown().at(-1), 'act_6_ada active');
  assert.equal(model.events, FEED_LIMIT + 5);
});

test('history comes below what was live, once', () => {
  record(3);
  model.addHistory([activity(3), activity(2), activity(1)], model.feed);
  assert.deepEqual(shown(), ['act_3_ada active', 'act_2_ada active', 'act_1_ada active']);
});

test('an event that history told of before takes its place when it comes', () => {
  record(2);
  model.addHistory([activity(3), activity(2), activity(1)], model.feed);
  record(3);
  record(4);
  assert.deepEqual(
    model.feed.entries.map((entry) => [entry.key, entry.offset]),
    [
      ['act_4_ada', 3],
      ['act_3_ada', 2],
      ['act_2_ada', 1],
      ['act_1_ada', null],
    ],
  );
});

test('history that is older than an end does not undo it, and tells of ends itself', () => {
  record(2);
  complete(1);
  model.addHistory([activity(2, 'ada', { status: 'failed' }), activity(1)], model.feed);
  assert.deepEqual(shown(), ['act_2_ada failed', 'act_1_ada completed']);
});

test('the events of one agent', () => {
  record(1);
  record(2, 'bob');
  record(3, 'cid', { related_agents: ['bob'] });
  model.focusOn('bob');
  record(4, 'bob');
  record(5);
  complete(2, 'completed', 'bob');
  assert.deepEqual(shown(model.focus), [
    'act_4_bob active',
    'act_3_cid active',
    'act_2_bob completed',
  ]);
  assert.equal(shown()[3], 'act_2_bob completed');
  model.addHistory([activity(0, 'bob')], model.focus);
  assert.equal(shown(model.focus).length, 4);
  assert.equal(shown().length, 5);
  model.focusOn(null);
  assert.equal(model.focus, null);
});

test('sessions count what their participants do', () => {
  model.apply({
    type: 'collaboration_started',
    session: { session_id: 'collab_1', participants: ['ada', 'bob'], started_at: 'x' },
    timestamp: '2026-01-01T00:00:00.000Z',
    offset: ++offset,
  });
  record(1);
  record(2, 'bob', { activity_type: 'decision_made' });
  record(3, 'cid');
  const { activity_count: activities, decision_count: decisions } = model.sessions.get('collab_1');
  assert.deepEqual([activities, decisions], [2, 1]);
  model.apply({
    type: 'collaboration_ended',
    session_id: 'collab_1',
    timestamp: '2026-01-01T00:01:00.000Z',
    offset: ++offset,
  });
  assert.equal(model.sessions.size, 0);
  assert.deepEqual(model.feed.entries[0].agents, ['ada', 'bob']);
});

test('the state shows agents and sessions, a newer board replaces the agents', () => {
  model.apply({
    type: 'collaboration_state',
    agent_status: {
      total_agents: 5,
      agents: { ada: { status: 'active', current_activity: 'act_1_ada', collaboration_count: 1 } },
    },
    active_collaborations: [{ session_id: 'collab_1', participants: ['ada'] }],
    epoch: 'e',
    offset: 0,
  });
  assert.equal(model.agentsBeyondBoard, 4);
  assert.equal(model.sessions.size, 1);
  record(1);
  assert.equal(model.agents.get('ada').doing.department, 'lab');
  model.apply({
    type: 'agent_status_update',
    agents: { bob: { status: 'idle', current_activity: null, last_activity: 'act_9_bob' } },
  });
  assert.deepEqual([...model.agents.keys()], ['bob']);
});

test('changes of the board are applied to the one before', () => {
  const at = (status, number) => ({ status, current_activity: null, last_activity: `act_${number}` });
  model.apply({
    type: 'agent_status_update',
    agents: { ada: at('active', 1), bob: at('idle', 2), cid: at('idle', 3) },
    total_agents: 4,
  });
  assert.equal(model.agentsBeyondBoard, 1);
  model.apply({
    type: 'agent_status_update',
    delta: true,
    agents: { ada: at('idle', 1), dan: at('active', 4) },
    removed_agents: ['cid'],
    total_agents: 3,
  });
  assert.deepEqual(
    [...model.agents.values()].map(({ id, status }) => `${id} ${status}`),
    ['ada idle', 'bob idle', 'dan active'],
  );
  assert.equal(model.agentsBeyondBoard, 0);
});

test('sessions that have ended come with those that REST tells of, once', () => {
  const session = { session_id: 'collab_2', participants: ['ada'], started_at: 'x' };
  model.apply({ type: 'collaboration_started', session, timestamp: 'x', offset: ++offset });
  model.apply({
    type: 'collaboration_ended',
    session_id: 'collab_2',
    timestamp: '2026-01-01T00:01:00.000Z',
    offset: ++offset,
  });
  model.addEnded([{ session_id: 'collab_2' }, { session_id: 'collab_1' }], 'more', model.ended);
  assert.deepEqual(
    model.ended.entries.map(({ item }) => [item.session_id, item.ended_at]),
    [
      ['collab_2', '2026-01-01T00:01:00.000Z'],
      ['collab_1', undefined],
    ],
  );
  assert.equal(model.ended.next, 'more');
});

test('a resync begins the feed anew and says so', () => {
  record(1);
  model.focusOn('ada');
  model.apply({ type: 'resync', epoch: 'e2', offset: 0, timestamp: '2026-01-01T00:00:00.000Z' });
  assert.deepEqual(
    model.feed.entries.map(({ kind }) => kind),
    ['gap'],
  );
  assert.deepEqual(model.focus.entries, []);
});

test('words of newer hubs are passed over', () => {
  model.apply({ type: 'invented', offset: ++offset });
  assert.equal(model.changes.size, 0);
});

test('agents at work come first, by name; then the others, the latest first', () => {
  const agent = (id, status, last) => ({ id, status, last, current: null, doing: null });
  const agents = [
    agent('zoe', 'active', 'act_1_zoe'),
    agent('old', 'idle', 'act_99_old'),
    agent('new', 'idle', 'act_100_new'),
    agent('none', 'idle', null),
    agent('amy', 'active', 'act_5_amy'),
  ];
  assert.deepEqual(
    arrange(agents, '').map(({ id }) => id),
    ['amy', 'zoe', 'new', 'old', 'none'],
  );
  assert.deepEqual(
    arrange(agents, ' NE').map(({ id }) => id),
    ['new', 'none'],
  );
});
