import { element, setText } from '../dashboard/dom.js';
import { AnswerView } from './answer-view.js';
import { curl, requestFor } from './request.js';
import { kindOf, membersOf } from './schema-words.js';

/**
 * One operation: what it is, a form to call it, and what it answers.
 *
 * @param {ApiDocument} document
 * @param {Operation} operation
 * @param {(request: object, signal: AbortSignal) => Promise<Response>} send
 * @returns {{root: HTMLElement, close: () => void}}
 */
export function operationView(document, operation, send) {
  const answer = new AnswerView();
  const fields = operation.parameters.map((parameter) => field(document, parameter));
  const body = operation.body && bodyField(operation.body);
  const command = element('code');
  const request = () =>
    requestFor(
      operation,
      new Map(fields.map(({ name, input }) => [name, input.value])),
      body && (body.type === 'file' ? (body.files[0] ?? null) : body.value),
    );
  const tell = () => setText(command, curl(request(), location.origin));
  const form = element(
    'form',
    {},
    ...(fields.length ? [element('h3', {}, 'Parameters'), ...fields.map(({ row }) => row)] : []),
    ...(body ? [element('h3', {}, 'Body'), body, members(document, operation.body.schema)] : []),
    element('div.send', {}, element('button.primary', { type: 'submit' }, 'Send')),
    element('pre.command', { tabindex: '0', 'aria-label': 'The same with curl' }, command),
  );
  form.addEventListener('input', tell);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void answer.show((signal) => send(request(), signal));
  });
  tell();
  const root = element(
    'article',
    { 'aria-labelledby': 'operation-title' },
    element(
      'h2.operation-title',
      { id: 'operation-title' },
      method(operation.method),
      element('code', {}, operation.path),
    ),
    element('p.summary', {}, operation.summary),
    ...(operation.description ? [element('p.words', {}, operation.description)] : []),
    form,
    answer.root,
    element('h3', {}, 'Answers'),
    element('ul.answers', {}, ...operation.answers.map((one) => answerRow(document, one))),
  );
  return { root, close: () => answer.stop() };
}

/** The badge of a method. */
export function method(name) {
  return element(`span.method.is-${name.toLowerCase()}`, {}, name);
}

function field(document, parameter) {
  const { name, schema, required = false } = parameter;
  const input = schema.enum ? choice(schema.enum, required) : entry(parameter);
  input.id = `parameter-${name}`;
  input.name = name;
  input.required = required;
  const description = parameter.description ?? schema.description ?? '';
  return {
    name,
    input,
    row: element(
      'div.field',
      {},
      element('label', { for: input.id }, name, required ? element('em', {}, ' required') : ''),
      input,
      element('p.help', {}, `${description} (${parameter.in}; ${kindOf(document, schema)})`),
    ),
  };
}

function entry({ schema, example }) {
  const { minimum, maximum, default: standard, examples } = schema;
  return schema.type === 'integer'
    ? element('input', {
        type: 'number',
        ...(minimum !== undefined && { min: String(minimum) }),
        ...(maximum !== undefined && { max: String(maximum) }),
        ...(standard !== undefined && { placeholder: String(standard) }),
      })
    : element('input', {
        type: 'text',
        autocomplete: 'off',
        spellcheck: 'false',
        placeholder: String(example ?? examples?.[0] ?? ''),
      });
}

function choice(words, required) {
  return element(
    'select',
    {},
    ...(required ? [] : [element('option', { value: '' }, '')]),
    ...words.map((word) => element('option', { value: word }, word)),
  );
}

function bodyField({ type, example }) {
  if (type === 'multipart/form-data') {
    return element('input', { id: 'body', type: 'file', 'aria-label': 'File' });
  }
  const text = JSON.stringify(example, null, 2);
  const area = element('textarea', {
    id: 'body',
    'aria-label': 'Body',
    spellcheck: 'false',
    rows: String(Math.min(24, text.split('\n').length + 1)),
  });
  area.value = text;
  return area;
}

function answerRow(document, { status, description, types, schema }) {
  return element(
    'li',
    {},
    element('p.line', {}, element('span.badge', {}, status), description, types.join(', ')),
    ...(schema && status.startsWith('2') ? [members(document, schema)] : []),
  );
}

function members(document, schema) {
  return element('details', {}, element('summary', {}, 'Members'), list(membersOf(document, schema)));
}

function list(all) {
  return element(
    'ul.members',
    {},
    ...all.map(({ name, kind, required, description, members: inside }) =>
      element(
        'li',
        {},
        element('code', {}, name),
        required ? '' : element('em', {}, ' may be missing'),
        ` ${kind}. ${description}`,
        ...(inside.length ? [list(inside)] : []),
      ),
    ),
  );
}
