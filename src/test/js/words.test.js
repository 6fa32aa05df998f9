import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rate } from './dashboard/rate.js';
import { activityWords, ago, colourOf, initials, summary } from './dashboard/words.js';

test('how long ago', () => {
  const at = 1_000_000_000;
  const after = (millis) => ago(at, at + millis);
  assert.equal(after(-5_000), 'just now');
  assert.equal(after(999), 'just now');
  assert.equal(after(12_900), '12s ago');
  assert.equal(after(119_000), '1m ago');
  assert.equal(after(3_600_000 * 30), '1d ago');
});

test('initials of any name', () => {
  assert.equal(initials('research-lead'), 'RL');
  assert.equal(initials('agent_1'), 'A1');
  assert.equal(initials('builder'), 'BU');
  assert.equal(initials('🦊'), '🦊');
  assert.equal(initials('<img src=x>'), '<S');
  assert.equal(initials('---'), '--');
  assert.equal(initials(''), '');
  assert.ok(colourOf('builder', 8) < 8);
});

test('types that nobody has words for are said as they are', () => {
  assert.equal(activityWords('memory_write'), 'writes to memory');
  assert.equal(activityWords('toString'), 'toString');
  assert.equal(activityWords('new_kind_of_thing'), 'new kind of thing');
});

test('what of the metadata fits in a line', () => {
  assert.deepEqual(summary({ a: 1, b: 'x' }), {
    pairs: [
      ['a', '1'],
      ['b', 'x'],
    ],
    whole: true,
  });
  assert.equal(summary({ a: { deep: 1 } }).whole, false);
  assert.deepEqual(summary({ long: 'x'.repeat(81) }).pairs, []);
  assert.equal(summary({ a: 1, b: 2, c: 3, d: 4, e: 5 }).pairs.length, 4);
  assert.equal(summary(undefined).whole, true);
});

test('events of the last minute', () => {
  const rate = new Rate();
  for (const at of [0, 30_000, 59_999, 60_000]) {
    rate.add(at);
  }
  assert.equal(rate.perMinute(59_999), 4);
  assert.equal(rate.perMinute(60_000), 3);
  assert.equal(rate.perMinute(200_000), 0);
});
