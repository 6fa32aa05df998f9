import { avatar, element, KeyedList, setText, time } from './dom.js';
import { activityWords, count } from './words.js';

/** Draws the agents: those at work first. */
export class BoardView {
  #list;

  /**
   * @param {HTMLElement} list
   * @param {(agentId: string) => void} choose somebody wants to see one agent's events
   */
  constructor(list, choose) {
    this.#list = new KeyedList(list, {
      key: ({ agent }) => agent.id,
      version,
      draw: (item) => draw(item, choose),
    });
  }

  /**
   * @param {import('./board.js').Agent[]} agents in the order to show them
   * @param {Map<string, number>} sessions in how many active sessions an agent is
   * @param {string | null} chosen the agent whose events are shown
   */
  show(agents, sessions, chosen) {
    this.#list.show(
      agents.map((agent) => ({
        agent,
        sessions: sessions.get(agent.id) ?? 0,
        chosen: agent.id === chosen,
      })),
    );
  }
}

/**
 * The agents that a search finds: those at work by name, then those that are idle, the latest
 * first. Only what the hub has told a change of moves them.
 */
export function arrange(agents, search) {
  const wanted = search.trim().toLowerCase();
  return [...agents]
    .filter(
      ({ id, doing }) =>
        id.toLowerCase().includes(wanted) || doing?.department.toLowerCase().includes(wanted),
    )
    .sort(
      (a, b) =>
        (a.status === 'active' ? 0 : 1) - (b.status === 'active' ? 0 : 1) ||
        (a.status === 'active' ? 0 : later(a.last, b.last)) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Compares ids of activities by the number in them, which grows with time; the later is less. */
function later(one, other) {
  const [a, b] = [one, other].map((id) => /^act_(\d+)_/.exec(id ?? '')?.[1] ?? '');
  return b.length - a.length || (a === b ? 0 : a < b ? 1 : -1);
}

function version({ agent, sessions, chosen }) {
  const { status, current, last, doing } = agent;
  return JSON.stringify([status, current, last, doing?.id, sessions, chosen]);
}

function draw(item, choose) {
  const { id } = item.agent;
  const department = element('span.department');
  const doing = element('span.doing');
  const status = element('span.badge');
  const memberships = element('span');
  const button = element(
    'button.agent',
    { type: 'button' },
    avatar(id),
    element('span.text', {}, element('span.line', {}, element('span.name', {}, id), department), doing),
    element('span.side', {}, status, memberships),
  );
  button.addEventListener('click', () => choose(id));
  const update = ({ agent, sessions, chosen }) => {
    button.setAttribute('aria-pressed', String(chosen));
    setText(status, agent.status);
    status.className = `badge is-${agent.status}`;
    setText(department, agent.doing?.department ?? '');
    setText(memberships, sessions > 0 ? count(sessions, 'session') : '');
    doing.replaceChildren(...activity(agent));
  };
  update(item);
  return { row: element('li', {}, button), update };
}

function activity({ status, current, last, doing }) {
  if (status === 'active' && doing?.id === current) {
    return [activityWords(doing.type), ' · ', time(doing.at)];
  }
  return doing?.id === last ? ['last active ', time(doing.at)] : [];
}
