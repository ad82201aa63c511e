import { notify } from "../page/dom";

const SENTINEL = /^[%;]$/;
/** What the magnetic tracks 1 and 2 of a payment card begin like (ISO/IEC 7813), as far as it was typed. */
const TRACK_SO_FAR = /^(%[A-Z]?|%[A-Z]\d{1,19}(\^.*)?|;\d{0,19}(=.*)?)$/i;
const TRACK = /^(%[A-Z]\d{8,19}\^|;\d{8,19}=)/i;
/** A keyboard reader types a character every 2 to 15 ms; a person needs more than 60. */
const GAP_MS = 45;
/** A machine that is busy may stumble in the middle of a card: what looks like one is held for so long. */
const STUMBLE_MS = 500;
const SHORTEST = 8;
/** A reader's burst is quick in most of its gaps, whatever the machine does with some of them. */
const MOSTLY = 0.7;

/**
 * A card reader that "types" must never fill a field with a card number. A burst that starts with a track sentinel (% or ;)
 * and either looks like a card's track or comes at machine speed is swallowed in every field, an advice shown, and nothing
 * kept. What a person types with the same first character is given back. Emits `card:swipe` without the characters; a
 * loyalty reader may listen with `tag` set to receive short `;…?` codes that are no card numbers as `{code}`.
 */
export class WedgeGuard extends HTMLElement {
  #burst = "";
  #origin: HTMLElement | null = null;
  #timer = 0;
  #typed = 0;
  #quick = 0;

  connectedCallback(): void {
    addEventListener("keydown", this.#key, true);
  }

  disconnectedCallback(): void {
    removeEventListener("keydown", this.#key, true);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.key === "Shift") return;
    if (!this.#burst) return this.#begin(event);
    const gap = event.timeStamp - this.#typed;
    // Too slow for a reader: a person. Give back what was held and look at this key for itself.
    if (gap > this.#patience(this.#burst)) {
      this.#finish();
      return this.#begin(event);
    }
    if (event.key.length > 1) {
      if (event.key === "Enter" && this.#isSwipe()) this.#stop(event);
      return this.#finish();
    }
    if (gap > GAP_MS && !TRACK_SO_FAR.test(this.#burst + event.key)) return this.#finish();
    this.#typed = event.timeStamp;
    this.#quick += gap > GAP_MS ? 0 : 1;
    this.#burst += event.key;
    this.#hold(event);
  };

  #begin(event: KeyboardEvent): void {
    if (!SENTINEL.test(event.key) || !event.isTrusted) return;
    this.#origin = document.activeElement as HTMLElement | null;
    if (!this.#origin?.matches("input,textarea,[contenteditable]")) this.#origin = null;
    this.#burst = event.key;
    this.#typed = event.timeStamp;
    this.#quick = 0;
    this.#hold(event);
  }

  #patience(burst: string): number {
    return TRACK_SO_FAR.test(burst) ? STUMBLE_MS : GAP_MS;
  }

  #isSwipe(): boolean {
    const gaps = this.#burst.length - 1;
    return TRACK.test(this.#burst) || (gaps + 1 >= SHORTEST && this.#quick >= gaps * MOSTLY);
  }

  #stop(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #hold(event: KeyboardEvent): void {
    this.#stop(event);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#finish(), GAP_MS + this.#patience(this.#burst));
  }

  #finish(): void {
    clearTimeout(this.#timer);
    const burst = this.#burst;
    const origin = this.#origin;
    const swiped = this.#isSwipe();
    this.#burst = "";
    this.#origin = null;
    if (!swiped) return this.#giveBack(burst, origin);
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
