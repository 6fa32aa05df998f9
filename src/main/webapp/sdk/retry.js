/**
 * When a client of the hub connects again: the rules for close codes and the back-off.
 *
 * Pure functions; nothing here keeps time.
 */

/** The longest a client waits between two attempts, in milliseconds. */
export const LONGEST_WAIT = 60_000;

/** Never opened this often in a row: the credential may be the reason, so it is to be renewed. */
export const ATTEMPTS_BEFORE_DOUBT = 3;

const AT_ONCE = new Set([
  1001, // the hub shuts down
  1006, // the network broke
  1011, // the hub failed
  1013, // we read too slowly
  4408, // we missed the heartbeat
]);

/**
 * What a close code asks of the client.
 *
 * `again`: connect again by itself, with back-off. `later`: the same, but not soon. `sign-in`: only
 * with another credential. `never`: only when somebody asks for it, because it would fail alike.
 *
 * @param {number} code of the close event
 * @returns {'again' | 'later' | 'sign-in' | 'never'}
 */
export function afterClose(code) {
  if (AT_ONCE.has(code)) {
    return 'again';
  }
  if (code === 4401) {
    return 'sign-in';
  }
  return code === 4429 ? 'later' : 'never';
}

/**
 * How long to wait before the next attempt: doubling from one second up to a minute, of which a
 * random part is taken, so that those who were cut off together do not return together.
 *
 * @param {number} attempt 0 for the first one after a connection was lost
 * @param {() => number} random gives 0 to 1
 * @returns {number} milliseconds
 */
export function backOff(attempt, random) {
  const most = Math.min(LONGEST_WAIT, 1000 * 2 ** attempt);
  return Math.round(most * (0.2 + 0.8 * random()));
}
