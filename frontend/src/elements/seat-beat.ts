import { find, notify } from "../page/dom";

interface Beat {
  held: boolean;
  words: string;
}

const EVERY = 30_000;

/**
 * Keeps the person's seat while the page is open, and passes on when somebody asks for it or has taken it.
 * Attributes: `address`. A page that lost its seat stops asking; the next thing the person does looks for one again.
 */
export class SeatBeat extends HTMLElement {
  #timer = 0;
  #held = false;

  connectedCallback(): void {
    this.#wait();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    // Spread out, so that all pages that were open when the server came back do not ask at the same moment.
    this.#timer = setTimeout(() => void this.#beat(), EVERY * (0.8 + Math.random() * 0.2));
  }

  async #beat(): Promise<void> {
    const headers = { Accept: "application/json", "X-CSRFToken": find<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "" };
    const answer = await fetch(this.getAttribute("address") ?? "", { method: "POST", credentials: "same-origin", headers }).catch(() => null);
    if (answer && !answer.ok && answer.status < 500) return;
    if (answer?.ok) {
      const beat = (await answer.json()) as Beat;
      if (beat.words && (beat.held || this.#held)) notify(beat.words, "warn");
      this.#held = beat.held;
      if (!beat.held) return;
    }
    this.#wait();
  }
}
customElements.define("seat-beat", SeatBeat);
