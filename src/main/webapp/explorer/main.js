import { Account } from '../dashboard/account.js';
import { byId, element, setText } from '../dashboard/dom.js';
import { SignInView } from '../dashboard/sign-in-view.js';
import { ApiDocument } from './document.js';
import { method, operationView } from './operation-view.js';

const account = new Account(sessionStorage);
const signIn = new SignInView(signInWith, signOut);
const operations = new Map();
let api = null;
let shown = null;

void checkCredential();
void load();
addEventListener('hashchange', show);
byId('filter').addEventListener('input', filter);

async function load() {
  try {
    const answer = await account.send('/openapi', { headers: { Accept: 'application/json' } });
    api = new ApiDocument(await answer.json());
  } catch (failure) {
    setText(byId('operation'), `The document cannot be had: ${failure.message}`);
    return;
  }
  setText(byId('version'), `${api.title} ${api.version}`);
  byId('operations').replaceChildren(...api.groups.map(group));
  show();
}

function group({ name, description, operations: members }) {
  return element(
    'section',
    {},
    element('h2', { title: description }, name),
    element(
      'ul',
      {},
      ...members.map((operation) => {
        operations.set(operation.id, operation);
        return element(
          'li',
          { 'data-words': `${operation.path} ${operation.summary}`.toLowerCase() },
          element(
            'a',
            { href: `#${operation.id}` },
            method(operation.method),
            element('span.text', {}, operation.summary, element('code', {}, operation.path)),
          ),
        );
      }),
    ),
  );
}

function show() {
  const operation = operations.get(location.hash.slice(1));
  shown?.close();
  shown = operation ? operationView(api, operation, send) : null;
  byId('operation').replaceChildren(...(shown ? [shown.root] : [byId('welcome').content.cloneNode(true)]));
  for (const link of document.querySelectorAll('#operations a')) {
    if (link.hash === location.hash) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  byId('operation').scrollTop = 0;
}

function filter() {
  const wanted = byId('filter').value.trim().toLowerCase();
  for (const item of document.querySelectorAll('#operations li')) {
    item.hidden = !item.dataset.words.includes(wanted);
  }
  for (const section of document.querySelectorAll('#operations section')) {
    section.hidden = section.querySelector('li:not([hidden])') === null;
  }
}

function send({ path, ...request }, signal) {
  return account.send(path, { ...request, signal });
}

async function signInWith(credential) {
  signIn.show(await account.signIn(credential));
  signIn.notify(null);
}

function signOut() {
  account.signOut();
  signIn.show(null);
}

async function checkCredential() {
  const { token } = account;
  if (token !== null) {
    try {
      signIn.show(await account.signIn(token));
    } catch (failure) {
      if (failure.status === 401) {
        signOut();
        signIn.notify('Your sign-in has ended. Sign in again to go on.');
      }
    }
  }
}
