/** What the dashboard says for the hub's words. No browser needed. */

const ACTIVITIES = {
  agent_started: 'started working',
  agent_completed: 'finished its work',
  memory_write: 'writes to memory',
  memory_read: 'reads from memory',
  council_debate: 'debates in council',
  council_synthesis: 'sums up the council',
  decision_made: 'made a decision',
  task_assigned: 'was given a task',
  task_completed: 'completed a task',
  message_sent: 'sent a message',
  collaboration_started: 'began to collaborate',
  collaboration_ended: 'ended a collaboration',
};

const OPERATIONS = {
  write: 'wrote an item to memory',
  read: 'read an item from memory',
  delete: 'deleted an item from memory',
};

const STATUSES = {
  active: 'running',
  completed: 'done',
  failed: 'failed',
  expired: 'expired',
};

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

const relative = new Intl.RelativeTimeFormat('en', { style: 'narrow' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** What an activity of that type is; types of newer hubs are said as they are. */
export function activityWords(type) {
  return Object.hasOwn(ACTIVITIES, type) ? ACTIVITIES[type] : String(type).replaceAll('_', ' ');
}

/** What an agent did to its memory. */
export function operationWords(operation) {
  return Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : `told of its memory: ${operation}`;
}

/** How an activity stands. */
export function statusWords(status) {
  return Object.hasOwn(STATUSES, status) ? STATUSES[status] : String(status);
}

/** How long ago, roughly: `just now`, `12s ago`. A clock that differs a little is no future. */
export function ago(at, now) {
  const passed = Math.max(0, now - at);
  const unit = UNITS.find(([, length]) => passed >= length);
  return unit ? relative.format(-Math.floor(passed / unit[1]), unit[0]) : 'just now';
}

/** The date and time in full. */
export function exactly(at) {
  return exact.format(at);
}

/** The time of the day. */
export function timeOfDay(at) {
  return clock.format(at);
}

/** A number with its thousands apart. */
export function digits(number) {
  return number.toLocaleString('en');
}

/** A part of one: 0.75 is `75 %`. */
export function percent(part) {
  return `${Math.round(100 * part)} %`;
}

/** `1 agent`, `2 agents`. */
export function count(number, noun) {
  return `${digits(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** Two letters for a name: of its first and last part, `research-lead` is `RL`. */
export function initials(name) {
  const parts = name.split(/[\s._\-:/]+/u).filter(Boolean);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [...(parts[0] ?? name)].slice(0, 2);
  return letters
    .map((part) => [...part][0])
    .join('')
    .toUpperCase();
}

/** A number from 0 to `colours - 1` that is always the same for a name. */
export function colourOf(name, colours) {
  let hash = 7;
  for (const letter of name) {
    hash = (hash * 31 + letter.codePointAt(0)) >>> 0;
  }
  return hash % colours;
}

/**
 * What of an activity's metadata fits in a line: plain values of its first members.
 *
 * @param {object} metadata
 * @returns {{pairs: [string, string][], whole: boolean}} `whole`: nothing is left out
 */
export function summary(metadata) {
  const members = Object.entries(metadata ?? {});
  const pairs = members
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .map(([name, value]) => [name, String(value)])
    .filter(([name, value]) => name.length <= 40 && value.length <= 80)
    .slice(0, 4);
  return { pairs, whole: pairs.length === members.length };
}
