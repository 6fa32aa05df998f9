import { avatar, element, KeyedList, setText, time } from './dom.js';
import { mayAnswer } from './questions.js';

/** Draws the questions that wait for people, with what answers them. */
export class QuestionsView {
  #list;

  /**
   * @param {HTMLElement} list
   * @param {(requestId: string, optionId: string, comment: string) => Promise<void>} answer throws
   *     an error for people
   */
  constructor(list, answer) {
    this.#list = new KeyedList(list, {
      key: ({ request }) => request.request_id,
      version: ({ caller }) => (caller === null ? '' : `${caller.kind}:${caller.id}`),
      draw: (item) => draw(item, answer),
    });
  }

  /**
   * @param {object[]} requests as the hub shapes them
   * @param {object | null} caller who is signed in
   */
  show(requests, caller) {
    this.#list.show(requests.map((request) => ({ request, caller })));
  }
}

function draw(item, answer) {
  const { request } = item;
  const comment = element('input', {
    type: 'text',
    maxlength: '8000',
    placeholder: 'Comment (optional)',
    'aria-label': 'Comment',
    autocomplete: 'off',
  });
  const error = element('p.error', { role: 'alert' });
  const buttons = request.options.map(({ id, label }) =>
    element('button', { type: 'button', 'data-option': id }, label),
  );
  const choose = async (optionId) => {
    buttons.forEach((button) => (button.disabled = true));
    setText(error, '');
    try {
      await answer(request.request_id, optionId, comment.value.trim());
    } catch (failure) {
      setText(error, failure.message);
      buttons.forEach((button) => (button.disabled = false));
    }
  };
  request.options.forEach(({ id }, i) => buttons[i].addEventListener('click', () => choose(id)));
  const form = element('div.answer', {}, comment, element('div.options', {}, ...buttons));
  const whose = element('p.about');
  const row = element(
    'li.question',
    { 'data-key': request.request_id },
    element(
      'p.title',
      {},
      avatar(request.agent_id),
      element('span', {}, `${request.agent_id} asks `, time(Date.parse(request.asked_at))),
    ),
    element('p.words', {}, request.question),
    form,
    error,
    whose,
  );
  const update = ({ caller }) => {
    form.hidden = !mayAnswer(caller, request);
    setText(whose, form.hidden ? waitsFor(request, caller) : '');
    whose.hidden = !form.hidden;
  };
  update(item);
  return { row, update };
}

function waitsFor({ assignees }, caller) {
  if (assignees.length > 0) {
    return `Waits for ${assignees.join(', ')}.`;
  }
  return caller === null ? 'Sign in to answer.' : 'Waits for a member of the team.';
}
