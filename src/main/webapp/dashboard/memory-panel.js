import { avatar, byId, element, KeyedList, setText, time } from './dom.js';
import { metadataLine, nameButton } from './pieces.js';
import { count, digits, operationWords } from './words.js';

/** What agents did to their memory: all, or what a filter lets through. */
export class MemoryPanel {
  #list;
  #narrow;

  /**
   * @param {object} actions
   * @param {(agent: string, item: string) => void} actions.narrow
   * @param {() => void} actions.older
   */
  constructor({ narrow, older }) {
    this.#narrow = narrow;
    this.#list = new KeyedList(byId('memory'), {
      key: ({ key }) => key,
      version: () => 0,
      draw: ({ item }) => this.#row(item),
    });
    byId('memory-filter').addEventListener('change', () => this.#filter());
    byId('memory-filter').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#filter();
    });
    byId('memory-all').addEventListener('click', () => this.#set('', ''));
    byId('memory-older').addEventListener('click', older);
  }

  /**
   * @param {import('./memory.js').Memory} memory
   * @param {boolean} signedIn whether what was before can be asked for
   */
  draw(memory, signedIn) {
    const { entries, next, full } = memory.list;
    this.#list.show(entries);
    setText(byId('memory-count'), entries.length > 0 ? count(entries.length, 'update') : '');
    byId('memory-all').hidden = !memory.narrow;
    byId('memory-older').hidden = !signedIn || typeof next !== 'string';
    byId('memory-full').hidden = !full;
    setText(byId('memory-full'), `Only the newest ${digits(entries.length)} are shown here.`);
    byId('no-memory').hidden = entries.length > 0;
    setText(byId('no-memory'), emptyWords(memory, signedIn));
  }

  #filter() {
    this.#narrow(byId('memory-agent').value.trim(), byId('memory-item').value.trim());
  }

  #set(agent, item) {
    byId('memory-agent').value = agent;
    byId('memory-item').value = item;
    this.#narrow(agent, item);
  }

  #row(update) {
    const { agent_id: agent, item_id: item, operation, timestamp, metadata } = update;
    const byAgent = nameButton(agent, () => this.#set(agent, byId('memory-item').value.trim()));
    const byItem = element('button.item', { type: 'button' }, element('code', {}, item));
    byItem.addEventListener('click', () => this.#set(byId('memory-agent').value.trim(), item));
    const row = element(
      'li.entry',
      { 'data-operation': operation },
      avatar(agent),
      element(
        'div.text',
        {},
        element('p.title', {}, byAgent, ' ', operationWords(operation)),
        ...metadataLine(metadata, [byItem]),
      ),
      element('div.side', {}, time(timestamp * 1000)),
    );
    return { row, update: () => {} };
  }
}

function emptyWords(memory, signedIn) {
  const what = memory.narrow ? 'Nothing like that is known here' : 'Nothing was remembered';
  return signedIn ? `${what} yet.` : `${what} since this page was opened; sign in to see what was before.`;
}
