import { CollaborationFeed } from '../sdk/collaboration.js';
import { Account } from './account.js';
import { ConnectionView } from './connection-view.js';
import { Model } from './model.js';
import { PageView } from './page-view.js';
import { SignInView } from './sign-in-view.js';
import { timeOfDay } from './words.js';

/** How many activities from before the page was opened are shown. */
const HISTORY = 100;

/** How long to wait before what failed is asked for again, in milliseconds. */
const AGAIN_AFTER = 10_000;

const account = new Account(sessionStorage);
const model = new Model();
const loaded = new WeakSet();
let questionsOf = null;
const hub = new CollaborationFeed({
  hub: location.href,
  clientId: 'dashboard',
  clientType: 'dashboard',
  token: () => account.token,
});
const page = new PageView(model, { focusOn, answer });
const connection = new ConnectionView(() => hub.open());
const signIn = new SignInView(signInWith, signOut);

hub.addEventListener('frame', ({ detail: frame }) => {
  model.apply(frame);
  if (frame.type === 'resync') {
    questionsOf = null;
  }
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

addEventListener('online', () => hub.retry());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    hub.retry();
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
  page.signedIn(account.caller);
  // A new connection goes on where the one before was left.
  hub.open();
  loadHistory();
}

/** What was shown to the one who leaves is not for who comes next: the page begins anew. */
function signOut() {
  account.signOut();
  location.reload();
}

function credentialEnded(reason) {
  const had = account.token !== null;
  account.signOut();
  signIn.show(null);
  page.signedIn(null);
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
    page.signedIn(account.caller);
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

/**
 * Gets what happened before the first event that came over the socket. Only once the place in the
 * feed is fixed: what REST says then reaches at least up to it, so that nothing lies between.
 */
function loadHistory() {
  if (account.caller === null || hub.position === null) {
    return;
  }
  void loadQuestions();
  for (const feed of [model.feed, model.focus]) {
    if (feed !== null && !loaded.has(feed)) {
      loaded.add(feed);
      void loadInto(feed);
    }
  }
}

async function loadQuestions() {
  const { epoch } = hub.position;
  if (questionsOf === epoch) {
    return;
  }
  questionsOf = epoch;
  try {
    const { decision_requests: requests } = await account.get(
      '/api/v1/collaboration/decision-requests?status=pending&limit=500',
    );
    model.addQuestions(requests);
    page.drawSoon();
  } catch {
    setTimeout(() => (questionsOf = null), AGAIN_AFTER);
  }
}

/** Answers what an agent asks. The socket tells of it, to this page as to everybody. */
async function answer(requestId, optionId, comment) {
  await account.post(`/api/v1/collaboration/decision-requests/${requestId}/answer`, {
    option_id: optionId,
    ...(comment && { comment }),
  });
}

async function loadInto(feed) {
  const query = new URLSearchParams({ limit: String(HISTORY) });
  if (feed.agent !== null) {
    query.set('agent_id', feed.agent);
  }
  try {
    const { activities } = await account.get(`/api/v1/collaboration/activity-feed?${query}`);
    model.addHistory(activities, feed);
    page.drawSoon();
  } catch {
    // Asked for again with a frame that comes after a while.
    setTimeout(() => loaded.delete(feed), AGAIN_AFTER);
  }
}
