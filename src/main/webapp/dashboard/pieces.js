import { element, setText } from './dom.js';
import { summary } from './words.js';

/** A name that can be clicked on. */
export function nameButton(id, choose) {
  const made = element('button.agent-name', { type: 'button' }, id);
  made.addEventListener('click', () => choose(id));
  return made;
}

/** A line with what fits in it of the metadata, and all of it on demand. */
export function metadataLine(members, first) {
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
