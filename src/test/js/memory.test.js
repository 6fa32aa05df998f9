import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Memory, MEMORY_LIMIT } from './dashboard/memory.js';
import { Model } from './dashboard/model.js';

let model;
let offset;

beforeEach(() => {
  model = new Model();
  offset = 0;
});

function update(number, agent = 'ada', item = 'notes') {
  return {
    operation: 'write',
    item_id: item,
    agent_id: agent,
    timestamp: 1_700_000_000 + number,
    metadata: {},
  };
}

function remember(...which) {
  model.apply({ type: 'memory_update', update: update(...which), offset: ++offset });
}

function shown(memory = model.memory) {
  return memory.list.entries.map(({ item }) => item.timestamp - 1_700_000_000);
}

test('updates come newest first, and what was before below them, once', () => {
  remember(3);
  remember(4);
  model.addMemory([update(4), update(3), update(2)], 'more', model.memory);
  assert.deepEqual(shown(), [4, 3, 2]);
  assert.equal(model.memory.query(50).toString(), 'limit=50&cursor=more');
  model.addMemory([update(1)], null, model.memory);
  assert.deepEqual(shown(), [4, 3, 2, 1]);
  assert.equal(model.memory.list.next, null);
});

test('an update that a page told of before it came is shown once', () => {
  model.addMemory([update(2), update(1)], null, model.memory);
  remember(2);
  remember(3);
  assert.deepEqual(shown(), [3, 2, 1]);
});

test('what happened twice is shown twice', () => {
  remember(1);
  remember(1);
  model.addMemory([update(1), update(1), update(1)], null, model.memory);
  assert.deepEqual(shown(), [1, 1, 1]);
  const keys = model.memory.list.entries.map(({ key }) => key);
  assert.equal(new Set(keys).size, 3);
});

test('a filter begins with what is known and goes on with what it lets through', () => {
  remember(1);
  remember(2, 'bob');
  remember(3, 'bob', 'plan');
  model.narrowMemory('bob', '');
  assert.deepEqual(shown(), [3, 2]);
  assert.equal(model.memory.query(9).toString(), 'limit=9&agent_id=bob');
  remember(4);
  remember(5, 'bob');
  assert.deepEqual(shown(), [5, 3, 2]);
  model.narrowMemory('bob', 'plan');
  assert.deepEqual(shown(), [3]);
  assert.ok(model.memory.narrow);
  const keys = model.memory.list.entries.map(({ key }) => key);
  model.narrowMemory('', '');
  assert.deepEqual(shown(), [5, 4, 3, 2, 1]);
  assert.ok(model.memory.list.entries.every(({ key }) => !keys.includes(key)));
});

test('it is bounded, and tells that it is', () => {
  const memory = new Memory();
  memory.list.addPage([update(0)], 'more');
  for (let number = 1; number <= MEMORY_LIMIT; number++) {
    memory.add(update(number));
  }
  assert.equal(memory.list.entries.length, MEMORY_LIMIT);
  assert.ok(memory.list.full);
  assert.equal(memory.list.next, null);
});

test('a new history begins with the filter that there was, and nothing else', () => {
  remember(1, 'bob');
  model.narrowMemory('bob', '');
  model.apply({ type: 'resync', timestamp: '2026-01-01T00:00:00.000Z' });
  assert.deepEqual(shown(), []);
  assert.equal(model.memory.agent, 'bob');
  remember(2, 'bob');
  assert.deepEqual(shown(), [2]);
  model.narrowMemory('', '');
  assert.deepEqual(shown(), [2]);
});
