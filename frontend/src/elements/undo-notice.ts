import { findAll, isTyping } from "../page/dom";

/**
 * A notice that leaves by itself after `seconds` (20 unless said; 0 stays). It waits while a pointer or the keyboard is
 * on it and while the page is hidden. Ctrl Z presses the Undo button of the newest notice, unless text is being typed.
 */
export class UndoNotice extends HTMLElement {
  #left = 0;
  #timer = 0;

  connectedCallback(): void {
    const seconds = Number(this.getAttribute("seconds") ?? 20);
    this.addEventListener("click", this.#clicked);
    document.addEventListener("keydown", this.#undo);
    if (!seconds) return;
    this.#left = seconds;
    this.#timer = window.setInterval(this.#tick, 1000);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    document.removeEventListener("keydown", this.#undo);
  }

  readonly #tick = (): void => {
    if (document.hidden || this.matches(":hover, :focus-within")) return;
    this.#left -= 1;
    if (this.#left <= 0) this.remove();
  };

  readonly #clicked = (event: MouseEvent): void => {
    if ((event.target as Element).closest("[data-dismiss]")) this.remove();
  };

  readonly #undo = (event: KeyboardEvent): void => {
    if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || isTyping(event.target)) return;
    const newest = findAll("undo-notice form button[data-undo]").at(-1);
    if (!newest || !this.contains(newest)) return;
    event.preventDefault();
    newest.click();
  };
}
customElements.define("undo-notice", UndoNotice);
