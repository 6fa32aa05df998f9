import { CollaborationFeed } from '../sdk/collaboration.js';
import { Account } from './account.js';
import { ConnectionView } from './connection-view.js';
import { History } from './history.js';
import { Model } from './model.js';
import { PageView } from './page-view.js';
import { SessionDialog } from './session-dialog.js';
import { SignInView } from './sign-in-view.js';
import { Talk } from './talk.js';
import { timeOfDay } from './words.js';

const account = new Account(sessionStorage);
const model = new Model();
const hub = new CollaborationFeed({
  hub: location.href,
  clientId: 'dashboard',
  clientType: 'dashboard',
  status: 'delta',
  token: () => account.token,
});
const history = new History(account, model, () => page.drawSoon());
const dialog = new SessionDialog(
  (sessionId) => (account.caller === null ? Promise.resolve(null) : history.session(sessionId)),
  focusOn,
);
const page = new PageView(model, {
  focusOn,
  answer,
  openSession: (session) => dialog.open(model.sessions.get(session.session_id) ?? session),
  olderSessions: () => void history.olderSessions(),
  narrowMemory,
  olderMemory: () => void history.olderMemory(),
});
const talk = new Talk(account, location.href);
const connection = new ConnectionView(() => hub.open());
const signIn = new SignInView(signInWith, signOut);

hub.addEventListener('frame', ({ detail: frame }) => {
  model.apply(frame);
  dialog.heard(frame);
  if (frame.type === 'auth_expiring') {
    const end = timeOfDay(Date.parse(frame.expiresAt));
    signIn.notify(`Your sign-in ends at ${end}. Sign in again to stay connected.`);
  }
  loadHistory();
  page.drawSoon();
});

hub.addEventListener('status', ({ detail: status }) => {
  connection.show(status);
  if (status.state === 'sign-in') {
    credentialEnded(status.reason);
  } else if (status.state === 'waiting' && status.doubtful) {
    void checkCredential();
  } else if (status.state === 'open' && account.caller === null) {
    void checkCredential();
  }
});

addEventListener('online', () => {
  hub.retry();
  talk.retry();
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    hub.retry();
    talk.retry();
    page.drawSoon();
  }
});
setInterval(() => connection.tick(Date.now()), 1_000);

connection.show(hub.status);
hub.open();
void checkCredential();

async function signInWith(credential) {
  signIn.show(await account.signIn(credential));
  signIn.notify(null);
  signedIn();
  // A new connection goes on where the one before was left.
  hub.open();
  loadHistory();
}

/** What was shown to the one who leaves is not for who comes next: the page begins anew. */
function signOut() {
  account.signOut();
  location.reload();
}

/** Somebody is, or nobody is any more. */
function signedIn() {
  page.signedIn(account.caller);
  talk.signedIn();
}

function credentialEnded(reason) {
  const had = account.token !== null;
  account.signOut();
  signIn.show(null);
  signedIn();
  signIn.notify(
    had
      ? `Your sign-in has ended${reason ? ` (${reason})` : ''}. Sign in again to go on.`
      : 'This hub shows nothing to strangers. Sign in to see what happens.',
  );
}

/** Asks who the kept credential is of. A hub that does not answer says nothing about it. */
async function checkCredential() {
  const { token } = account;
  if (token === null) {
    return;
  }
  try {
    signIn.show(await account.signIn(token));
    signedIn();
    loadHistory();
  } catch (failure) {
    if (failure.status === 401 && account.token === token) {
      hub.close();
      connection.show({ state: 'sign-in' });
      credentialEnded(failure.message);
    }
  }
}

function focusOn(agentId) {
  model.focusOn(agentId);
  loadHistory();
  page.drawSoon();
}

function narrowMemory(agent, item) {
  if (agent === model.memory.agent && item === model.memory.item) {
    return;
  }
  model.narrowMemory(agent, item);
  loadHistory();
  page.drawSoon();
}

/** Only once the place in the feed is fixed: REST then reaches at least up to it. */
function loadHistory() {
  if (account.caller !== null && hub.position !== null) {
    history.load();
  }
}

/** Answers what an agent asks. The socket tells of it, to this page as to everybody. */
async function answer(requestId, optionId, comment) {
  await account.post(`/api/v1/collaboration/decision-requests/${requestId}/answer`, {
    option_id: optionId,
    ...(comment && { comment }),
  });
}
