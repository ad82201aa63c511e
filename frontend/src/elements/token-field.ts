import { find } from "../page/dom";

/**
 * A text field of words between commas, shown as words that can be taken away one by one. The field itself stays what
 * the form sends (and what a draft keeps); typing happens in a second field that offers the same `<datalist>`.
 * Enter or a comma takes the word, Backspace in the empty field takes the last one away.
 */
export class TokenField extends HTMLElement {
  #kept: HTMLInputElement | null = null;
  #ask: HTMLInputElement | null = null;
  #box: HTMLElement | null = null;

  connectedCallback(): void {
    const kept = find<HTMLInputElement>("input[name]", this);
    if (!kept || this.#box) return;
    const ask = document.createElement("input");
    for (const name of ["list", "aria-invalid", "aria-describedby"]) {
      const value = kept.getAttribute(name);
      if (value) ask.setAttribute(name, value);
    }
    // The label belongs to the field that is typed into; the kept one is out of reach.
    ask.id = kept.id;
    kept.removeAttribute("id");
    kept.removeAttribute("list");
    ask.autocomplete = "off";
    ask.maxLength = 80;
    ask.setAttribute("data-nodraft", "");
    kept.hidden = true;
    const box = document.createElement("div");
    box.className = "input tokens";
    kept.after(box);
    box.append(ask);
    [this.#kept, this.#ask, this.#box] = [kept, ask, box];
    box.addEventListener("click", this.#clicked);
    ask.addEventListener("keydown", this.#keys);
    ask.addEventListener("input", this.#typed);
    ask.addEventListener("blur", this.#take);
    this.closest("form")?.addEventListener("draft:restored", this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    this.closest("form")?.removeEventListener("draft:restored", this.#show);
  }

  get #words(): string[] {
    return (this.#kept?.value ?? "").split(",").map((word) => word.trim()).filter(Boolean);
  }

  #set(words: string[]): void {
    if (!this.#kept) return;
    const seen = new Set<string>();
    this.#kept.value = words.filter((word) => !seen.has(word.toLowerCase()) && seen.add(word.toLowerCase())).join(", ");
    this.#show();
    this.#kept.dispatchEvent(new Event("input", { bubbles: true }));
  }

  readonly #show = (): void => {
    if (!this.#box || !this.#ask) return;
    const tokens = this.#words.map((word) => {
      const token = document.createElement("button");
      token.type = "button";
      token.className = "token";
      token.dataset["word"] = word;
      token.setAttribute("aria-label", `${this.dataset["sayTake"] ?? ""} ${word}`.trim());
      token.textContent = word;
      return token;
    });
    this.#box.replaceChildren(...tokens, this.#ask);
  };

  readonly #take = (): void => {
    const words = (this.#ask?.value ?? "").split(",").map((word) => word.trim()).filter(Boolean);
    if (!this.#ask || !words.length) return;
    this.#ask.value = "";
    this.#set([...this.#words, ...words]);
  };

  readonly #typed = (event: Event): void => {
    // A choice from the list arrives whole, without keys; a comma ends a word.
    const chosen = (event as InputEvent).inputType === "insertReplacementText" || !(event instanceof InputEvent);
    event.stopPropagation();
    if (!chosen && !this.#ask?.value.includes(",")) return;
    this.#take();
    this.#ask?.focus();
  };

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && this.#ask?.value.trim()) {
      event.preventDefault();
      this.#take();
      this.#ask?.focus();
    } else if (event.key === "Backspace" && !this.#ask?.value) {
      this.#set(this.#words.slice(0, -1));
      this.#ask?.focus();
    }
  };

  readonly #clicked = (event: MouseEvent): void => {
    const word = (event.target as HTMLElement).closest<HTMLElement>("[data-word]")?.dataset["word"];
    if (word) this.#set(this.#words.filter((each) => each !== word));
    this.#ask?.focus();
  };
}
customElements.define("token-field", TokenField);
