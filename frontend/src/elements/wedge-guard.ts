import { notify } from "../page/dom";

const SENTINEL = /^[%;]$/;
/** A keyboard reader types a character every 2 to 15 ms; a person needs more than 60. */
const GAP_MS = 45;
const SHORTEST = 8;

/**
 * A card reader that "types" must never fill a field with a card number. A burst at machine speed that starts with a
 * track sentinel (% or ;) is swallowed in every field, an advice shown, and nothing kept. What a person types with the
 * same first character is given back. Emits `card:swipe` without the characters; a loyalty reader may listen with
 * `tag` set to receive short `;…?` codes that are no card numbers as `{code}`.
 */
export class WedgeGuard extends HTMLElement {
  #burst = "";
  #origin: HTMLElement | null = null;
  #timer = 0;
  #typed = 0;

  connectedCallback(): void {
    addEventListener("keydown", this.#key, true);
  }

  disconnectedCallback(): void {
    removeEventListener("keydown", this.#key, true);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.key === "Shift") return;
    if (!this.#burst) {
      if (!SENTINEL.test(event.key) || !event.isTrusted) return;
      this.#origin = document.activeElement as HTMLElement | null;
      if (!this.#origin?.matches("input,textarea,[contenteditable]")) this.#origin = null;
      this.#burst = event.key;
      this.#typed = event.timeStamp;
      return this.#hold(event);
    }
    if (event.timeStamp - this.#typed > GAP_MS) {
      // Too slow for a reader: a person. Give back what was held and let this key through.
      return this.#finish();
    }
    this.#typed = event.timeStamp;
    if (event.key === "Enter") {
      this.#stop(event);
      return this.#finish();
    }
    if (event.key.length === 1) this.#burst += event.key;
    this.#hold(event);
  };

  #stop(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #hold(event: KeyboardEvent): void {
    this.#stop(event);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#finish(), GAP_MS * 2);
  }

  #finish(): void {
    clearTimeout(this.#timer);
    const burst = this.#burst;
    const origin = this.#origin;
    this.#burst = "";
    this.#origin = null;
    if (burst.length < SHORTEST) return this.#giveBack(burst, origin);
    const code = /^;([A-Za-z0-9-]{3,12})\?$/.exec(burst)?.[1];
    if (code && this.hasAttribute("tag")) {
      this.dispatchEvent(new CustomEvent("card:swipe", { bubbles: true, detail: { code } }));
      return;
    }
    this.dispatchEvent(new CustomEvent("card:swipe", { bubbles: true, detail: {} }));
    notify(this.dataset["say"] ?? "", "warn");
  }

  #giveBack(words: string, origin: HTMLElement | null): void {
    if (!words || !origin?.isConnected || (origin as HTMLInputElement).readOnly) return;
    origin.focus();
    // insertText keeps the field's own undo; where it is refused (e-mail and number fields) the value is set.
    if (document.execCommand("insertText", false, words)) return;
    const field = origin as HTMLInputElement;
    if ("value" in field) {
      field.value += words;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, data: words }));
    }
  }
}
customElements.define("wedge-guard", WedgeGuard);
