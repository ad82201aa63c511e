import { findAll, isTyping } from "../page/dom";

const EVENTS = ".face[data-booking]";

/** One booking is in the order of the Tab key; arrows go to the nearest one in their direction. */
export class Keys {
  #last = "";

  constructor(
    readonly place: HTMLElement,
    readonly acts: Record<string, () => void>,
    readonly pressed: (key: string, booking: string) => boolean,
  ) {
    place.addEventListener("focusin", (event) => {
      const booking = (event.target as HTMLElement).closest<HTMLElement>(EVENTS);
      if (booking) this.#hold(booking);
    });
    place.addEventListener("keydown", this.#inside);
  }

  /** After the grid was drawn anew: one stop for Tab, and the keyboard where it was. */
  settle(): void {
    const all = findAll(EVENTS, this.place);
    if (!all.length) return;
    const lost = this.#last && document.activeElement === document.body && !document.querySelector("dialog[open]");
    const mine = all.find((each) => each.dataset["booking"] === this.#last);
    this.#hold(mine ?? all[0]!, Boolean(mine));
    if (lost && mine) mine.focus({ preventScroll: true });
  }

  /** Letters that work anywhere on the page while nothing is typed and no layer is open. */
  readonly anywhere = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open],:popover-open")) return;
    const act = this.acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  #hold(event: HTMLElement, keep = true): void {
    for (const other of findAll(`${EVENTS}[tabindex="0"]`, this.place)) if (other !== event) other.tabIndex = -1;
    event.tabIndex = 0;
    if (keep) this.#last = event.dataset["booking"] ?? "";
  }

  readonly #inside = (event: KeyboardEvent): void => {
    const from = (event.target as HTMLElement).closest<HTMLElement>(EVENTS);
    if (!from || event.ctrlKey || event.metaKey) return;
    if (this.pressed(event.altKey ? `Alt ${event.key}` : event.key, from.dataset["booking"] ?? "")) return event.preventDefault();
    const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!way || event.altKey) return;
    event.preventDefault();
    const next = this.#nearest(from, way[0]!, way[1]!);
    if (!next) return;
    next.focus({ preventScroll: true });
    next.closest(".ec-event")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  #nearest(from: HTMLElement, x: number, y: number): HTMLElement | undefined {
    const middle = (each: HTMLElement) => {
      const box = each.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + Math.min(box.height, 40) / 2 };
    };
    const here = middle(from);
    let best: { far: number; each: HTMLElement } | undefined;
    for (const each of findAll(EVENTS, this.place)) {
      if (each === from) continue;
      const there = middle(each);
      const along = (there.x - here.x) * x + (there.y - here.y) * y;
      if (along <= 4) continue;
      // Off the line counts three times: down means down this column first.
      const far = along + 3 * Math.abs((there.x - here.x) * y + (there.y - here.y) * x);
      if (!best || far < best.far) best = { far, each };
    }
    return best?.each;
  }
}
