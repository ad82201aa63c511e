import { find, findAll, say } from "../page/dom";

/**
 * Lanes of cards. A card moves by pointer (press and drag), by keyboard (Space lifts, arrows move, Space or Enter drops,
 * Escape puts back) and by its own menu, which posts the same form. Emits `card:move` with `{card, lane, before}` and
 * submits the board's `form[data-move]`, whose fields `card`, `lane` and `before` it fills.
 */
export class BoardLanes extends HTMLElement {
  #card: HTMLElement | null = null;
  #home: { lane: Element; next: Element | null } | null = null;
  #start: { x: number; y: number } | null = null;
  #dragging = false;

  connectedCallback(): void {
    this.addEventListener("pointerdown", this.#press);
    this.addEventListener("pointermove", this.#drag);
    this.addEventListener("pointerup", this.#release);
    this.addEventListener("pointercancel", this.#cancel);
    this.addEventListener("keydown", this.#keys);
    this.addEventListener("click", this.#clicked, true);
    this.addEventListener("dragstart", (event) => event.preventDefault());
  }

  get #lanes(): HTMLElement[] {
    return findAll("[data-lane]", this);
  }

  #lift(card: HTMLElement): void {
    this.#card = card;
    this.#home = { lane: card.parentElement!, next: card.nextElementSibling };
  }

  readonly #press = (event: PointerEvent): void => {
    const target = event.target as HTMLElement;
    const card = target.closest<HTMLElement>("[data-card]");
    if (!card || event.button !== 0 || event.pointerType === "touch" || target.closest("button,input,select,drop-menu")) return;
    this.#lift(card);
    this.#start = { x: event.clientX, y: event.clientY };
  };

  readonly #drag = (event: PointerEvent): void => {
    if (!this.#card || !this.#start) return;
    if (!this.#dragging && Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) < 6) return;
    if (!this.#dragging) {
      this.#dragging = true;
      this.setPointerCapture(event.pointerId);
      this.#card.classList.add("dragging");
    }
    const lane = this.#lanes.find((each) => {
      const box = each.parentElement!.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX <= box.right;
    });
    for (const each of this.#lanes) each.classList.toggle("over", each === lane);
    if (!lane) return;
    const before = findAll("[data-card]", lane).find((other) => other !== this.#card && event.clientY < other.getBoundingClientRect().top + other.offsetHeight / 2);
    if (before !== this.#card.nextElementSibling || lane !== this.#card.parentElement) lane.insertBefore(this.#card, before ?? null);
  };

  readonly #release = (): void => {
    if (this.#dragging) this.#drop();
    this.#end();
  };

  readonly #cancel = (): void => {
    this.#putBack();
    this.#end();
  };

  // A drag ends in a click on the card's link: that one is not meant.
  readonly #clicked = (event: MouseEvent): void => {
    if (!this.hasAttribute("data-just-dropped")) return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #keys = (event: KeyboardEvent): void => {
    const card = (event.target as HTMLElement).closest<HTMLElement>("[data-card]");
    if (!card || event.target !== card) return;
    const lifted = this.#card === card;
    const rtl = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const side = { ArrowLeft: -rtl, ArrowRight: rtl }[event.key];
    if (event.key === " " || (lifted && event.key === "Enter")) {
      event.preventDefault();
      if (lifted) this.#drop();
      else this.#lift(card);
      card.classList.toggle("lifted", !lifted);
      this.#speak(lifted ? say("dropped") : say("lifted"));
      if (lifted) this.#end();
    } else if (lifted && event.key === "Escape") {
      event.preventDefault();
      this.#putBack();
      this.#end();
    } else if (lifted && side) {
      event.preventDefault();
      const lanes = this.#lanes;
      lanes[lanes.indexOf(card.parentElement as HTMLElement) + side]?.append(card);
      this.#settle(card);
    } else if (lifted && event.key === "ArrowUp") {
      event.preventDefault();
      card.previousElementSibling?.before(card);
      this.#settle(card);
    } else if (lifted && event.key === "ArrowDown") {
      event.preventDefault();
      card.nextElementSibling?.after(card);
      this.#settle(card);
    }
  };

  #settle(card: HTMLElement): void {
    card.focus();
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#speak(card.parentElement?.dataset["laneName"] ?? "");
  }

  #speak(words: string): void {
    const live = document.getElementById("spoken");
    if (live) live.textContent = words;
  }

  #drop(): void {
    const card = this.#card;
    if (!card || !this.#home) return;
    if (card.parentElement === this.#home.lane && card.nextElementSibling === this.#home.next) return;
    this.toggleAttribute("data-just-dropped", this.#dragging);
    setTimeout(() => this.removeAttribute("data-just-dropped"));
    const detail: Record<string, string> = { card: card.dataset["card"] ?? "", lane: (card.parentElement as HTMLElement).dataset["lane"] ?? "", before: (card.nextElementSibling as HTMLElement | null)?.dataset["card"] ?? "" };
    this.dispatchEvent(new CustomEvent("card:move", { bubbles: true, detail }));
    const form = find<HTMLFormElement>("form[data-move]", this);
    if (!form) return;
    for (const [name, value] of Object.entries(detail)) (form.elements.namedItem(name) as HTMLInputElement).value = value;
    form.requestSubmit();
  }

  #putBack(): void {
    if (this.#card && this.#home) this.#home.lane.insertBefore(this.#card, this.#home.next);
    this.#card?.focus();
  }

  #end(): void {
    this.#card?.classList.remove("dragging", "lifted");
    for (const lane of this.#lanes) lane.classList.remove("over");
    this.#card = this.#home = this.#start = null;
    this.#dragging = false;
  }
}
customElements.define("board-lanes", BoardLanes);
