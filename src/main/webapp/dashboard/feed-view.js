import { avatar, element, KeyedList, setText, time } from './dom.js';
import { metadataLine, nameButton } from './pieces.js';
import { activityWords, operationWords, percent, statusWords } from './words.js';

/** Draws the lines of a feed. */
export class FeedView {
  #list;

  /**
   * @param {HTMLElement} list
   * @param {object} actions
   * @param {(agentId: string) => void} actions.choose somebody wants to see one agent's events
   * @param {(session: object) => void} [actions.openSession] somebody wants to see a session
   */
  constructor(list, actions) {
    this.#list = new KeyedList(list, {
      key: (entry) => entry.key,
      version: (entry) => entry.version,
      draw: (entry) => draw(entry, actions),
    });
  }

  /** @param {readonly import('./feed.js').Entry[]} entries */
  show(entries) {
    this.#list.show(entries);
  }
}

function draw(entry, actions) {
  const row = element('li.entry', { 'data-kind': entry.kind, 'data-key': entry.key });
  const badge = element('span.badge');
  const update = ({ activity }) => {
    if (activity) {
      setText(badge, statusWords(activity.status));
      badge.className = `badge is-${activity.status}`;
    }
  };
  update(entry);
  row.append(...parts(entry, badge, actions));
  return { row, update };
}

function parts(entry, badge, { choose, openSession }) {
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
  const text = element('div.text', {}, title, ...details(entry, openSession));
  const side = element('div.side', {}, time(entry.at));
  if (entry.kind === 'activity') {
    side.prepend(badge);
  }
  return [who, text, side];
}

function sentence({ kind, agents, activity, update, session, decision, request }, choose) {
  switch (kind) {
    case 'activity': {
      const words = [nameButton(agents[0], choose), ` ${activityWords(activity.activity_type)}`];
      return agents.length > 1 ? [...words, ' with ', ...names(agents.slice(1), choose)] : words;
    }
    case 'memory':
      return [nameButton(agents[0], choose), ' ', operationWords(update.operation)];
    case 'decision':
      return [nameButton(agents[0], choose), ` decided: ${decision.decision}`];
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
  const asker = nameButton(agentId, choose);
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

function details({ kind, activity, update, session, decision, request }, openSession) {
  const about = (sessionId, ...words) => aboutLine(sessionId, openSession, words);
  switch (kind) {
    case 'activity':
      return metadataLine(activity.metadata, [element('span', {}, activity.department)]);
    case 'memory':
      return metadataLine(update.metadata, [element('code', {}, update.item_id)]);
    case 'decision':
      return about(decision.session_id, decision.rationale, ...weighed(decision));
    case 'question':
      return request.status === 'answered'
        ? about(request.session_id, request.question, request.comment)
        : about(request.session_id);
    default:
      return about(session.session_id);
  }
}

/** What was chosen from, and how sure the agent was. */
function weighed({ options, confidence }) {
  return [
    options?.length > 0 ? `out of: ${options.join(', ')}` : null,
    typeof confidence === 'number' ? `${percent(confidence)} sure` : null,
  ];
}

/** What there is to say, and the session that it belongs to, as far as there is such. */
function aboutLine(sessionId, openSession, words) {
  const line = element('p.about', {}, ...words.filter(Boolean).map((one) => element('span', {}, one)));
  if (sessionId && openSession) {
    const link = element('button.item', { type: 'button' }, element('code', {}, sessionId));
    link.addEventListener('click', () => openSession({ session_id: sessionId }));
    line.append(link);
  }
  return line.hasChildNodes() ? [line] : [];
}

function names(agents, choose) {
  const shown = agents.slice(0, 3).flatMap((agentId) => [', ', nameButton(agentId, choose)]);
  return agents.length > 3 ? [...shown.slice(1), ` and ${agents.length - 3} more`] : shown.slice(1);
}

function sessionMark() {
  return element('span.avatar.session-mark', { 'aria-hidden': 'true' }, '⇄');
}
