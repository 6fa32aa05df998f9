/**
 * Tabs by the pattern of the ARIA Authoring Practices: arrows, Home and End move between them, and
 * what is moved to is shown.
 */
export class Tabs {
  #tabs;
  #shown;

  /**
   * @param {HTMLElement} list whose children are the tabs; each names its panel in `aria-controls`
   * @param {(panelId: string) => void} shown another panel is shown now
   */
  constructor(list, shown) {
    this.#tabs = [...list.querySelectorAll('[role=tab]')];
    this.#shown = shown;
    for (const tab of this.#tabs) {
      tab.addEventListener('click', () => this.#select(tab));
      tab.addEventListener('keydown', (event) => this.#pressed(event, tab));
    }
  }

  /** Shows the panel with that id. */
  show(panelId) {
    this.#select(this.#tabs.find((tab) => tab.getAttribute('aria-controls') === panelId));
  }

  #pressed(event, tab) {
    const at = this.#tabs.indexOf(tab);
    const last = this.#tabs.length - 1;
    const to = {
      ArrowLeft: at === 0 ? last : at - 1,
      ArrowRight: at === last ? 0 : at + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#tabs[to].focus();
      this.#select(this.#tabs[to]);
    }
  }

  #select(selected) {
    for (const tab of this.#tabs) {
      const is = tab === selected;
      tab.setAttribute('aria-selected', String(is));
      tab.tabIndex = is ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !is;
    }
    this.#shown(selected.getAttribute('aria-controls'));
  }
}
