import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterClose, backOff, LONGEST_WAIT } from './sdk/retry.js';

test('the close codes of the contract', () => {
  const expected = {
    again: [1001, 1006, 1013, 4408],
    later: [4429],
    'sign-in': [4401],
    never: [1000, 1008, 1009, 4400, 4403],
  };
  for (const [what, codes] of Object.entries(expected)) {
    for (const code of codes) {
      assert.equal(afterClose(code), what, String(code));
    }
  }
});

test('the back-off doubles up to a minute and is never the same for all', () => {
  assert.deepEqual(
    [0, 1, 2, 5, 6, 7, 50].map((attempt) => backOff(attempt, () => 1)),
    [1_000, 2_000, 4_000, 32_000, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT],
  );
  assert.equal(backOff(0, () => 0), 200);
  assert.equal(backOff(3, () => 0.5), 4_800);
});
