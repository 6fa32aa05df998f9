const KEY = 'parley.credential';

/** The hub refused a request, or could not be reached. */
export class RestError extends Error {
  /**
   * @param {number} status of HTTP; 0 where there was no answer
   * @param {string} message for people
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Who is looking: the credential, kept in this tab only, and what the hub says of it.
 */
export class Account {
  #storage;
  #fetch;

  /** The caller as `GET /api/v1/me` shows it; null while nobody is known to be signed in. */
  caller = null;

  /** @param {Storage} storage where the credential is kept */
  constructor(storage, fetch = (...request) => globalThis.fetch(...request)) {
    this.#storage = storage;
    this.#fetch = fetch;
  }

  /** The API key or token, or null. */
  get token() {
    return this.#storage.getItem(KEY);
  }

  /**
   * Asks the hub who a credential is of, and keeps it if it is good.
   *
   * @param {string} credential
   * @returns {Promise<object>} the caller
   * @throws {RestError} the one before stays then
   */
  async signIn(credential) {
    const caller = await this.#ask('/api/v1/me', credential);
    this.#storage.setItem(KEY, credential);
    this.caller = caller;
    return caller;
  }

  /** Forgets the credential. */
  signOut() {
    this.#storage.removeItem(KEY);
    this.caller = null;
  }

  /**
   * Reads from the hub.
   *
   * @param {string} path with the query
   * @returns {Promise<object>}
   * @throws {RestError}
   */
  get(path) {
    return this.#ask(path, this.token);
  }

  /**
   * Asks the hub to do something.
   *
   * @param {string} path
   * @param {object} body
   * @returns {Promise<object>}
   * @throws {RestError}
   */
  post(path, body) {
    return this.#change('POST', path, body);
  }

  /**
   * Asks the hub to have something so; null where it has nothing to answer.
   *
   * @param {string} path
   * @param {object} body
   * @returns {Promise<object | null>}
   * @throws {RestError}
   */
  put(path, body) {
    return this.#change('PUT', path, body);
  }

  #change(method, path, body) {
    return this.#ask(path, this.token, {
      method,
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });
  }

  /**
   * Sends any request, with the credential if there is one.
   *
   * @param {string} path
   * @param {RequestInit} request
   * @returns {Promise<Response>} whatever its status
   * @throws {RestError} where there is none
   */
  send(path, request) {
    return this.#send(path, this.token, request);
  }

  async #ask(path, credential, request) {
    const answer = await this.#send(path, credential, request);
    if (answer.ok) {
      return answer.status === 204 ? null : answer.json();
    }
    const problem = await answer.json().catch(() => ({}));
    throw new RestError(answer.status, problem.detail ?? problem.title ?? `HTTP ${answer.status}`);
  }

  async #send(path, credential, request = {}) {
    try {
      const headers = {
        Accept: 'application/json',
        ...(credential !== null && { Authorization: `Bearer ${credential}` }),
        ...request.headers,
      };
      return await this.#fetch(path, {
        ...request,
        headers,
        cache: 'no-store',
        credentials: 'omit',
      });
    } catch (failure) {
      // A header cannot hold every character: such a text is no credential.
      const status = failure instanceof TypeError && !/^[\x20-\x7e]*$/.test(credential) ? 401 : 0;
      throw new RestError(status, status ? 'This is no key or token.' : 'The hub does not answer.');
    }
  }
}
