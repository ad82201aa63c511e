import { find, shelf } from "../page/dom";
import { SENT } from "../page/drafts";
import { sessionEnded } from "../page/requests";

type Kept = Record<string, string[]>;
const SHELF = "safelight:draft:";
const LIFE_MS = 14 * 24 * 3600 * 1000;
const SECRET = /pass(word|phrase)?|secret|token|card|cvv|cvc|pin$|otp|iban|ssn/i;

/**
 * Keeps what was typed into the form around it, per `key`, until the form is accepted: through a reload, an error, a
 * sign-out. Names that look like secrets, hidden and file fields, and anything under `[data-nodraft]` are never kept. The key carries the
 * person (`owner`), so that two people on one machine never meet each other's words.
 */
export class FormDraft extends HTMLElement {
  #form: HTMLFormElement | null = null;
  #first: Kept = {};
  #timer = 0;

  connectedCallback(): void {
    this.#form = this.closest("form");
    if (!this.#form) return;
    this.#first = this.#read();
    this.#form.addEventListener("input", this.#soon);
    this.#form.addEventListener("change", this.#soon);
    addEventListener("pagehide", this.#keep);
    find("[data-discard]", this)?.addEventListener("click", this.#discard);
    this.#form.addEventListener("htmx:after:request", this.#answered);
    this.#form.addEventListener("submit", this.#sent);
    this.#restore();
  }

  disconnectedCallback(): void {
    removeEventListener("pagehide", this.#keep);
    clearTimeout(this.#timer);
  }

  get #key(): string {
    return `${SHELF}${this.getAttribute("owner") ?? ""}:${this.getAttribute("key") ?? location.pathname}`;
  }

  #fields(): (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[] {
    return [...(this.#form?.elements ?? [])].filter(
      (field): field is HTMLInputElement => "name" in field && Boolean(field.name) && !SECRET.test(String(field.name)) &&
        !/^(password|hidden|file|submit|button)$/.test((field as HTMLInputElement).type) && !field.closest("[data-nodraft]"),
    );
  }

  #read(): Kept {
    const kept: Kept = {};
    for (const field of this.#fields()) {
      const values = (kept[field.name] ??= []);
      if (field instanceof HTMLSelectElement) values.push(...[...field.selectedOptions].map((option) => option.value));
      else if (/^(checkbox|radio)$/.test(field.type)) {
        if ((field as HTMLInputElement).checked) values.push(field.value);
      } else values.push(field.value);
    }
    return kept;
  }

  readonly #soon = (): void => {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#keep, 300);
  };

  readonly #keep = (): void => {
    if (!this.#form?.isConnected || !this.#timer) return;
    const now = this.#read();
    if (JSON.stringify(now) === JSON.stringify(this.#first)) return shelf.drop(this.#key);
    shelf.write(this.#key, JSON.stringify({ at: Date.now(), first: this.#first, now }));
  };

  #restore(): void {
    let kept: { at: number; first: Kept; now: Kept };
    try {
      kept = JSON.parse(shelf.read(this.#key) ?? "null");
    } catch {
      return shelf.drop(this.#key);
    }
    if (!kept || Date.now() - kept.at > LIFE_MS) return shelf.drop(this.#key);
    let changed = false;
    const turn: Record<string, number> = {};
    for (const field of this.#fields()) {
      const values = kept.now[field.name];
      const at = (turn[field.name] = (turn[field.name] ?? -1) + 1);
      // Put back only what the person changed: a field they left alone shows what the server says now.
      if (!values || JSON.stringify(values) === JSON.stringify(kept.first[field.name])) continue;
      changed = this.#put(field, values, at) || changed;
    }
    if (changed) this.#show(true);
  }

  #put(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, values: string[], at: number): boolean {
    if (field instanceof HTMLSelectElement) {
      const before = [...field.selectedOptions].map((option) => option.value).join("\n");
      for (const option of field.options) option.selected = values.includes(option.value);
      return before !== values.join("\n");
    }
    if (/^(checkbox|radio)$/.test(field.type)) {
      const box = field as HTMLInputElement;
      const on = values.includes(box.value);
      const differs = box.checked !== on;
      box.checked = on;
      return differs;
    }
    const differs = field.value !== (values[at] ?? field.value);
    if (differs) field.value = values[at] ?? "";
    return differs;
  }

  #show(on: boolean): void {
    const note = find("[data-draft-note]", this);
    if (note) note.hidden = !on;
    this.#form?.dispatchEvent(new CustomEvent("draft:restored"));
  }

  readonly #discard = (): void => {
    shelf.drop(this.#key);
    clearTimeout(this.#timer);
    this.#timer = 0;
    const turn: Record<string, number> = {};
    for (const field of this.#fields()) {
      const at = (turn[field.name] = (turn[field.name] ?? -1) + 1);
      this.#put(field, this.#first[field.name] ?? [], at);
    }
    this.#show(false);
    this.#form?.querySelector<HTMLElement>("input:not([type=hidden]),textarea,select")?.focus();
  };

  /** Accepted through htmx: the answer was a success, so the draft has done its work. */
  readonly #answered = (event: Event): void => {
    const { ctx } = (event as CustomEvent).detail;
    const status: number = ctx?.response?.status ?? 0;
    if (ctx?.sourceElement === this.#form && status >= 200 && status < 300 && !sessionEnded(ctx)) this.#forget();
  };

  /** Sent as a whole page: the next page tells by what it is whether the form was accepted (`settleDrafts`). */
  readonly #sent = (event: Event): void => {
    this.#keep();
    if (!event.defaultPrevented) shelf.write(SENT, this.#key, () => sessionStorage);
  };

  #forget(): void {
    shelf.drop(this.#key);
    clearTimeout(this.#timer);
    this.#timer = 0;
  }
}
customElements.define("form-draft", FormDraft);
