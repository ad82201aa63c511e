import { Board } from "../calendar/board";
import { Feed } from "../calendar/feed";
import type { Move } from "../calendar/hands";
import { send } from "../calendar/hands";
import { Keys } from "../calendar/keys";
import { watchSwipes } from "../calendar/swipe";
import { daysOf, query, readFilters, showPlace, step } from "../calendar/toolbar";
import type { Place } from "../calendar/toolbar";
import { Words } from "../calendar/wall";
import { dialog, find, findAll, notify, say } from "../page/dom";
import { openDrawer } from "../page/layers";

/**
 * The calendar under a hand: the grid in `[data-grid]`, led by the toolbar, the filters, the keyboard and fingers.
 * Attributes: `feed` (ranges as JSON), `drop` (takes moves), `quick` (new appointment), `view`, `date`, `today`, `locale`,
 * `first-day`, `snap`, `can-book`. Emits `calendar:shown`; hears `calendar:changed` on the document.
 */
export class StudioCalendar extends HTMLElement {
  #board: Board | null = null;
  #feed!: Feed;
  #keys!: Keys;
  #place!: Place;
  #words!: Words;

  connectedCallback(): void {
    const place = find("[data-grid]", this);
    if (!place || this.#board) return;
    this.#words = new Words(this.#read("locale", "en"));
    this.#place = { view: this.#read("view", "day"), date: this.#read("date"), filters: readFilters(this.#filters) };
    const setting = {
      view: this.#place.view, date: this.#place.date, words: this.#words, firstDay: this.#first, snap: this.#read("snap", "00:15"),
      touch: matchMedia("(pointer: coarse), (width < 64rem)").matches, mayEdit: this.hasAttribute("can-book"), label: this.#read("aria-label"),
      more: this.dataset["more"] ?? "+{}", allDay: this.dataset["allDay"] ?? "", close: this.dataset["close"] ?? "",
    };
    this.#board = new Board(place, setting, {
      move: (move, revert) => void this.#move(move, revert),
      make: (start, end, resource) => this.#make(start, end, resource),
      open: (booked) => openDrawer(booked.url),
      drawn: () => this.#keys.settle(),
    });
    this.#feed = new Feed(this.#read("feed"), (range) => {
      this.#board?.paint(range, this.#place.view, this.#place.date);
      this.toggleAttribute("data-empty", range.resources.length === 0);
      this.setAttribute("data-shown", `${this.#place.view} ${this.#place.date}`);
      this.dispatchEvent(new CustomEvent("calendar:shown", { bubbles: true }));
    }, () => notify(say("unreachable"), "warn"));
    const views = Object.fromEntries(findAll("[data-key]", this).map((each) => [each.dataset["key"]!, () => each.click()]));
    this.#keys = new Keys(place, { ...views, PageUp: () => this.#step(-1), PageDown: () => this.#step(1) }, this.#pressed);
    watchSwipes(this, (way) => this.#step(way));
    this.addEventListener("click", this.#clicked);
    this.addEventListener("change", this.#changed);
    this.addEventListener("submit", this.#asked);
    document.addEventListener("keydown", this.#keys.anywhere);
    document.addEventListener("calendar:changed", this.#refresh);
    dialog("drawer")?.addEventListener("close", this.#unselect);
    this.#show();
    this.#feed.watch();
  }

  disconnectedCallback(): void {
    this.#feed?.stop();
    this.#board?.stop();
    document.removeEventListener("keydown", this.#keys?.anywhere);
    document.removeEventListener("calendar:changed", this.#refresh);
    dialog("drawer")?.removeEventListener("close", this.#unselect);
  }

  #read(name: string, otherwise = ""): string {
    return this.getAttribute(name) || otherwise;
  }

  get #first(): number {
    return Number(this.#read("first-day", "1"));
  }

  get #filters(): HTMLFormElement | null {
    return find<HTMLFormElement>("form[data-filters]", this);
  }

  readonly #refresh = (): void => void this.#feed.refresh();
  readonly #unselect = (): void => this.#board?.unselect();

  #step(by: number): void {
    this.#go(step(this.#place, by));
  }

  #go(date: string, view = this.#place.view): void {
    this.#place = { ...this.#place, date: date || this.#place.date, view };
    this.#show();
  }

  #show(): void {
    const [from, until] = daysOf(this.#place, this.#first);
    showPlace(this, this.#place, this.#words.title(this.#place.view, from, until, innerWidth < 640));
    void this.#feed.show(query(this.#place));
  }

  #make(start: string, end: string, resource: string): void {
    const asked = new URLSearchParams({ starts: start, ends: end, resource });
    openDrawer(`${this.#read("quick")}?${asked}`);
  }

  async #move(move: Move | null, revert: () => void): Promise<void> {
    // A copy leaves the original where it was, whatever becomes of it.
    if (!move || move.copy) revert();
    if (!move) return;
    const taken = await send(this.#read("drop"), move, this.#board?.zone ?? "", this);
    if (!taken && !move.copy) revert();
    await this.#feed.refresh();
  }

  readonly #pressed = (key: string, id: string): boolean => {
    const booked = this.#board?.booking(id);
    if (key === "m" && booked && !booked.fixed) openDrawer(booked.move);
    else if (key.startsWith("Alt ")) {
      const move = this.#board?.nudge(id, key.slice(4), this.#place.view) ?? null;
      if (!move) return false;
      void this.#move(move, () => undefined);
    } else return false;
    return true;
  };

  readonly #clicked = (event: MouseEvent): void => {
    const button = (event.target as Element).closest<HTMLElement>("a[data-view],[data-go]");
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey || button.dataset["view"] === "agenda") return;
    event.preventDefault();
    if (button.dataset["view"]) this.#go("", button.dataset["view"]);
    else if (button.dataset["go"] === "today") this.#go(this.#read("today"));
    else this.#step(Number(button.dataset["go"]));
  };

  /** Words go into the drawer, where the form shows how they were understood. */
  readonly #asked = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("form[data-words]")) return;
    event.preventDefault();
    openDrawer(`${form.action}?${new URLSearchParams(new FormData(form) as unknown as Record<string, string>)}`);
  };

  readonly #changed = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (field.matches("input[data-date]")) return this.#go(field.value);
    if (!field.closest("form[data-filters]")) return;
    this.#place = { ...this.#place, filters: readFilters(this.#filters) };
    this.#show();
  };
}
customElements.define("studio-calendar", StudioCalendar);
