import { avatar, element, KeyedList, setText, time } from './dom.js';
import { activityWords, operationWords, statusWords, summary } from './words.js';

/** Draws the lines of a feed. */
export class FeedView {
  #list;

  /**
   * @param {HTMLElement} list
   * @param {(agentId: string) => void} choose somebody wants to see one agent's events
   */
  constructor(list, choose) {
    this.#list = new KeyedList(list, {
      key: (entry) => entry.key,
      version: (entry) => entry.version,
      draw: (entry) => draw(entry, choose),
    });
  }

  /** @param {readonly import('./feed.js').Entry[]} entries */
  show(entries) {
    this.#list.show(entries);
  }
}

function draw(entry, choose) {
  const row = element('li.entry', { 'data-kind': entry.kind, 'data-key': entry.key });
  const badge = element('span.badge');
  const update = ({ activity }) => {
    if (activity) {
      setText(badge, statusWords(activity.status));
      badge.className = `badge is-${activity.status}`;
    }
  };
  update(entry);
  row.append(...parts(entry, badge, choose));
  return { row, update };
}

function parts(entry, badge, choose) {
  if (entry.kind === 'gap') {
    return [
      element(
        'p.gap',
        {},
        'The hub began a new history; what happened before cannot be continued here.',
      ),
    ];
  }
  const [agentId] = entry.agents;
  const who = entry.kind === 'session' ? sessionMark() : avatar(agentId);
  const title = element('p.title', {}, ...sentence(entry, choose));
  const text = element('div.text', {}, title, ...details(entry));
  const side = element('div.side', {}, time(entry.at));
  if (entry.kind === 'activity') {
    side.prepend(badge);
  }
  return [who, text, side];
}

function sentence({ kind, agents, activity, update, session, decision, request }, choose) {
  switch (kind) {
    case 'activity': {
      const words = [name(agents[0], choose), ` ${activityWords(activity.activity_type)}`];
      return agents.length > 1 ? [...words, ' with ', ...names(agents.slice(1), choose)] : words;
    }
    case 'memory':
      return [name(agents[0], choose), ' ', operationWords(update.operation)];
    case 'decision':
      return [name(agents[0], choose), ` decided: ${decision.decision}`];
    case 'question':
      return question(request, choose);
    default:
      return [
        session.started ? 'Session started' : 'Session ended',
        ...(agents.length > 0 ? [': ', ...names(agents, choose)] : []),
      ];
  }
}

function question({ agent_id: agentId, question, options, status, ...request }, choose) {
  const asker = name(agentId, choose);
  switch (status) {
    case 'pending':
      return [asker, ` asks: ${question}`];
    case 'answered': {
      const chosen = options.find(({ id }) => id === request.option_id)?.label;
      return [`${request.answered_by} answered `, asker, `: ${chosen}`];
    }
    default:
      return ['Nobody answered ', asker, ` in time: ${question}`];
  }
}

function details({ kind, activity, update, session, decision, request }) {
  switch (kind) {
    case 'activity':
      return metadata(activity.metadata, [element('span', {}, activity.department)]);
    case 'memory':
      return metadata(update.metadata, [element('code', {}, update.item_id)]);
    case 'decision':
      return about(decision.rationale, decision.session_id);
    case 'question':
      return about(request.comment, request.session_id);
    default:
      return about(null, session.session_id);
  }
}

/** What somebody said, and the session that it belongs to, as far as there is such. */
function about(words, sessionId) {
  const line = element('p.about');
  line.append(...(words ? [element('span', {}, words)] : []));
  line.append(...(sessionId ? [element('code', {}, sessionId)] : []));
  return line.hasChildNodes() ? [line] : [];
}

function metadata(members, first) {
  const { pairs, whole } = summary(members);
  const line = element('p.about', {}, ...first);
  for (const [key, value] of pairs) {
    line.append(element('span.pair', {}, element('span.key', {}, key), ` ${value}`));
  }
  return whole ? [line] : [line, more(members)];
}

/** All of the metadata; written only when somebody wants to see it. */
function more(members) {
  const text = element('pre', { tabindex: '0' });
  const made = element('details', {}, element('summary', {}, 'All metadata'), text);
  made.addEventListener('toggle', () => setText(text, JSON.stringify(members, null, 2)));
  return made;
}

function name(agentId, choose) {
  const made = element('button.agent-name', { type: 'button' }, agentId);
  made.addEventListener('click', () => choose(agentId));
  return made;
}

function names(agents, choose) {
  const shown = agents.slice(0, 3).flatMap((agentId) => [', ', name(agentId, choose)]);
  return agents.length > 3 ? [...shown.slice(1), ` and ${agents.length - 3} more`] : shown.slice(1);
}

function sessionMark() {
  return element('span.avatar.session-mark', { 'aria-hidden': 'true' }, '⇄');
}
