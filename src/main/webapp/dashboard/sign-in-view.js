import { byId, setText } from './dom.js';

/** The dialog that asks for a credential, and what the page says about signing in. */
export class SignInView {
  #dialog = byId('sign-in-dialog');
  #field = byId('credential');
  #error = byId('sign-in-error');
  #notice = byId('notice');

  /**
   * @param {(credential: string) => Promise<void>} signIn throws an error for people
   * @param {() => void} signOut
   */
  constructor(signIn, signOut) {
    byId('sign-in').addEventListener('click', () => this.ask());
    byId('notice-sign-in').addEventListener('click', () => this.ask());
    byId('sign-out').addEventListener('click', signOut);
    byId('cancel').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => {
      this.#field.value = '';
      setText(this.#error, '');
    });
    byId('sign-in-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit(signIn);
    });
  }

  /** Opens the dialog. */
  ask() {
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
  }

  /** Says something about the credential; null when there is nothing to say any more. */
  notify(text) {
    this.#notice.hidden = text === null;
    setText(byId('notice-text'), text ?? '');
  }

  /** @param {object | null} caller who is signed in */
  show(caller) {
    const name = caller && (caller.displayName || caller.id);
    setText(byId('who'), caller ? `${name} (${caller.roles.join(', ')})` : 'Not signed in');
    byId('sign-in').hidden = caller !== null;
    byId('sign-out').hidden = caller === null;
  }

  async #submit(signIn) {
    const button = byId('submit');
    button.disabled = true;
    setText(this.#error, '');
    try {
      await signIn(this.#field.value.trim());
      this.#dialog.close();
    } catch (failure) {
      setText(this.#error, failure.message);
      this.#field.select();
    } finally {
      button.disabled = false;
    }
  }
}
