import { arrange, BoardView } from './board-view.js';
import { byId, refreshTimes, setText } from './dom.js';
import { FeedView } from './feed-view.js';
import { MemoryPanel } from './memory-panel.js';
import { QuestionsView } from './questions-view.js';
import { SessionsPanel } from './sessions-panel.js';
import { Tabs } from './tabs.js';
import { count, digits } from './words.js';

/** How many agents are shown before somebody asks for more. */
const AGENTS_SHOWN = 200;

/** From so many agents on, a field to search them is of use. */
const AGENTS_TO_SEARCH = 10;

/** How often relative times are brought up to date, in milliseconds. */
const TIMES_EVERY = 5_000;

/** How long the page rests after it was drawn: nobody reads faster. */
const REST_MILLIS = 150;

/**
 * The page: draws what has changed in a model, at once and then a few times a second at most, and
 * nothing while nobody can see it.
 */
export class PageView {
  #model;
  #focusOn;
  #board;
  #feed;
  #memory;
  #sessions;
  #questions;
  #tabs;
  #caller = null;
  #drawing = false;
  #shownAgents = AGENTS_SHOWN;
  #pausedAt = null;

  /**
   * @param {import('./model.js').Model} model
   * @param {object} actions what somebody can ask for
   * @param {(agentId: string | null) => void} actions.focusOn
   * @param {(requestId: string, optionId: string, comment: string) => Promise<void>} actions.answer
   * @param {(session: object) => void} actions.openSession
   * @param {() => void} actions.olderSessions
   * @param {(agent: string, item: string) => void} actions.narrowMemory
   * @param {() => void} actions.olderMemory
   */
  constructor(model, actions) {
    const { focusOn, answer, openSession, olderSessions, narrowMemory, olderMemory } = actions;
    this.#model = model;
    this.#focusOn = focusOn;
    const choose = (agentId) => this.#choose(agentId);
    this.#board = new BoardView(byId('agents'), choose);
    this.#feed = new FeedView(byId('feed'), { choose, openSession });
    this.#memory = new MemoryPanel({ narrow: narrowMemory, older: olderMemory });
    this.#sessions = new SessionsPanel({ openSession, olderSessions });
    this.#tabs = new Tabs(byId('tabs'), () => this.#drawMemory());
    this.#questions = new QuestionsView(byId('questions'), answer);
    this.signedIn(null);
    setText(byId('first-call'), firstCall(location.origin));
    this.#listen();
    setInterval(() => this.#everyNowAndThen(), TIMES_EVERY);
  }

  /** Something may have changed. */
  drawSoon() {
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => {
        this.#draw();
        setTimeout(() => {
          this.#drawing = false;
          if (this.#model.changes.size > 0) {
            this.drawSoon();
          }
        }, REST_MILLIS);
      });
    }
  }

  /**
   * Who is signed in: the feed can begin with what was before then, and questions be answered.
   *
   * @param {object | null} caller
   */
  signedIn(caller) {
    this.#caller = caller;
    setText(byId('before'), caller ? '' : '; sign in to see what was before');
    this.#drawQuestions();
    this.#drawSessions();
    this.#drawMemory();
  }

  #listen() {
    byId('search').addEventListener('input', () => {
      this.#shownAgents = AGENTS_SHOWN;
      this.#drawAgents();
    });
    byId('more-agents').addEventListener('click', () => {
      this.#shownAgents += AGENTS_SHOWN;
      this.#drawAgents();
    });
    byId('everybody').addEventListener('click', () => this.#focusOn(null));
    byId('pause').addEventListener('click', () => this.#pause(this.#pausedAt === null));
    byId('copy').addEventListener('click', () => void copyFirstCall());
  }

  #choose(agentId) {
    const { focus } = this.#model;
    this.#pause(false);
    this.#tabs.show('feed-panel');
    this.#focusOn(focus?.agent === agentId ? null : agentId);
  }

  #pause(paused) {
    this.#pausedAt = paused ? this.#model.events : null;
    byId('pause').setAttribute('aria-pressed', String(paused));
    this.#drawFeed();
  }

  #draw() {
    const { changes } = this.#model;
    if (changes.has('agents') || changes.has('sessions')) {
      this.#drawAgents();
    }
    if (changes.has('sessions')) {
      this.#drawSessions();
    }
    if (changes.has('questions')) {
      this.#drawQuestions();
    }
    if (changes.has('feed')) {
      this.#drawFeed();
    }
    if (changes.has('memory')) {
      this.#drawMemory();
    }
    changes.clear();
  }

  #drawAgents() {
    const { agents, agentsBeyondBoard, sessions, focus } = this.#model;
    const memberships = new Map();
    for (const { participants } of sessions.values()) {
      for (const id of new Set(participants)) {
        memberships.set(id, (memberships.get(id) ?? 0) + 1);
      }
    }
    const found = arrange(agents.values(), byId('search').value);
    this.#board.show(found.slice(0, this.#shownAgents), memberships, focus?.agent ?? null);
    const active = [...agents.values()].filter(({ status }) => status === 'active').length;
    const total = agents.size + agentsBeyondBoard;
    setText(byId('agents-count'), total > 0 ? `${digits(active)} of ${digits(total)} active` : '');
    const hidden = found.length - this.#shownAgents;
    byId('more-agents').hidden = hidden <= 0;
    setText(byId('more-agents'), `Show more (${count(hidden, 'agent')} not shown)`);
    byId('search-field').hidden = agents.size < AGENTS_TO_SEARCH;
    byId('no-agents').hidden = agents.size > 0;
    byId('none-found').hidden = agents.size === 0 || found.length > 0;
  }

  #drawSessions() {
    this.#sessions.draw(this.#model, this.#caller !== null);
  }

  /** Not while nobody sees it; the tab draws it when it is shown. */
  #drawMemory() {
    if (!byId('memory-panel').hidden) {
      this.#memory.draw(this.#model.memory, this.#caller !== null);
    }
  }

  #drawQuestions() {
    const { pending } = this.#model.questions;
    this.#questions.show(pending, this.#caller);
    setText(byId('questions-count'), pending.length > 0 ? digits(pending.length) : '');
    byId('questions-panel').hidden = pending.length === 0;
  }

  #drawFeed() {
    const { feed, focus, events } = this.#model;
    const shown = focus ?? feed;
    const missed = this.#pausedAt === null ? 0 : events - this.#pausedAt;
    setText(byId('pause'), this.#pausedAt === null ? 'Pause' : `Go on (${digits(missed)} new)`);
    this.#drawRate();
    if (this.#pausedAt !== null) {
      return;
    }
    this.#feed.show(shown.entries);
    byId('everybody').hidden = focus === null;
    setText(byId('feed-title'), focus === null ? 'Activity' : `Activity of ${focus.agent}`);
    byId('no-activity').hidden = focus !== null || shown.entries.length > 0;
    byId('nothing-known').hidden = focus === null || shown.entries.length > 0;
  }

  #drawRate() {
    const number = this.#model.rate.perMinute(Date.now());
    setText(byId('feed-count'), number > 0 ? `${digits(number)} in the last minute` : '');
  }

  #everyNowAndThen() {
    if (document.visibilityState === 'visible') {
      refreshTimes();
      this.#drawRate();
    }
  }
}

function firstCall(origin) {
  return [
    `curl ${origin}/api/v1/collaboration/record-activity \\`,
    '  -H "Authorization: Bearer $(cat parley-data/admin.key)" \\',
    "  -H 'Content-Type: application/json' \\",
    `  -d '${JSON.stringify({
      agent_id: 'agent_1',
      department: 'engineering',
      activity_type: 'memory_write',
      metadata: { item_id: 'item_123' },
    })}'`,
  ].join('\n');
}

async function copyFirstCall() {
  const button = byId('copy');
  try {
    await navigator.clipboard.writeText(byId('first-call').textContent);
    setText(button, 'Copied');
  } catch {
    getSelection().selectAllChildren(byId('first-call'));
    setText(button, 'Selected');
  }
}
