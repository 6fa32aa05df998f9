import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Model } from './dashboard/model.js';
import { mayAnswer } from './dashboard/questions.js';

function request(number, more = {}) {
  return {
    request_id: `req_${number}`,
    agent_id: 'ada',
    question: 'Ship?',
    options: [{ id: 'yes', label: 'Ship' }],
    assignees: [],
    asked_at: '2026-01-01T00:00:00.000Z',
    status: 'pending',
    ...more,
  };
}

function frame(type, one, offset) {
  return { type, request: one, offset, timestamp: '2026-01-01T00:00:00.000Z' };
}

function waiting(model) {
  return model.questions.pending.map(({ request_id: id }) => id);
}

test('what is asked waits until it is resolved', () => {
  const model = new Model();
  model.apply(frame('decision_requested', request(1), 1));
  model.apply(frame('decision_requested', request(2), 2));
  model.apply(frame('decision_resolved', request(1, { status: 'answered' }), 3));
  assert.deepEqual(waiting(model), ['req_2']);
  assert.deepEqual(
    model.feed.entries.map(({ kind, request: { status } }) => `${kind} ${status}`),
    ['question answered', 'question pending', 'question pending'],
  );
});

test('a page of REST does not bring back what was resolved meanwhile', () => {
  const model = new Model();
  model.apply(frame('decision_requested', request(3), 1));
  model.apply(frame('decision_resolved', request(1, { status: 'timed_out' }), 2));
  model.addQuestions([request(3), request(2), request(1)]);
  assert.deepEqual(waiting(model), ['req_2', 'req_3']);
});

test('a new history begins without questions', () => {
  const model = new Model();
  model.apply(frame('decision_requested', request(1), 1));
  model.apply({ type: 'resync', timestamp: '2026-01-01T00:00:00.000Z' });
  assert.deepEqual(waiting(model), []);
});

test('a decision counts in its session', () => {
  const model = new Model();
  model.sessions.set('collab_1', { session_id: 'collab_1', participants: [], decision_count: 1 });
  model.apply({
    type: 'decision_recorded',
    offset: 1,
    decision: { session_id: 'collab_1', agent_id: 'ada', recorded_at: '2026-01-01T00:00:00Z' },
  });
  assert.equal(model.sessions.get('collab_1').decision_count, 2);
});

test('people answer what they are asked', () => {
  const user = (id, ...roles) => ({ kind: 'user', id, roles });
  assert.equal(mayAnswer(null, request(1)), false);
  assert.equal(mayAnswer(user('eve', 'observer'), request(1)), false);
  assert.equal(mayAnswer(user('bob', 'member'), request(1)), true);
  assert.equal(mayAnswer({ kind: 'agent', id: 'ada', roles: ['agent'] }, request(1)), false);
  const forAlice = request(1, { assignees: ['alice'] });
  assert.equal(mayAnswer(user('bob', 'member'), forAlice), false);
  assert.equal(mayAnswer(user('alice', 'member'), forAlice), true);
  assert.equal(mayAnswer({ kind: 'service', id: 'x', roles: ['admin'] }, forAlice), true);
});
