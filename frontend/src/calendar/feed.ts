import type { Wall } from "./wall";

/** One booking as the server tells it; times are the studio's wall clock. */
export interface Booked {
  id: string;
  start: Wall;
  end: Wall;
  allDay: boolean;
  title: string;
  line: string;
  on: string[];
  kind: string;
  tone: string;
  marks: string[];
  note: string;
  url: string;
  /** Where it is moved without a drag. */
  move: string;
  fixed: boolean;
  version: number;
}

/** Time in which a resource is not free for a reason of its own: `why` is closed, break, away, asked, holiday or buffer. */
export interface Shade {
  on: string;
  start: Wall;
  end: Wall;
  why: string;
  note: string;
}

export interface Bookable {
  id: string;
  name: string;
  kind: string;
  place: string;
  tone: string;
}

export interface Range {
  zone: string;
  offset: number;
  opens: string;
  closes: string;
  /** How many resources were chosen by name; 0 where none was and all are shown. */
  picked: number;
  resources: Bookable[];
  events: Booked[];
  shades: Shade[];
}

const POLL_MS = 20_000;

/**
 * Fetches a range and asks again while the page is looked at, so that what others change shows up. An unchanged range
 * is answered by 304. The last answer per address is kept, so that going back paints at once.
 */
export class Feed {
  #kept = new Map<string, { tag: string; range: Range }>();
  #timer = 0;
  #running: AbortController | null = null;
  #address = "";

  constructor(
    readonly base: string,
    readonly shown: (range: Range, address: string) => void,
    readonly failed: () => void,
  ) {}

  /** Show the range behind some parameters: what is kept at once, what is true as soon as it is here. */
  show(parameters: URLSearchParams): Promise<boolean> {
    this.#address = `${this.base}?${parameters}`;
    const kept = this.#kept.get(this.#address);
    if (kept) this.shown(kept.range, this.#address);
    return this.refresh();
  }

  async refresh(): Promise<boolean> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    const address = this.#address;
    const headers: Record<string, string> = { Accept: "application/json" };
    const kept = this.#kept.get(address);
    if (kept) headers["If-None-Match"] = kept.tag;
    try {
      const answer = await fetch(address, { headers, signal: running.signal, credentials: "same-origin", cache: "no-store" });
      if (answer.status === 304) return true;
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const range = (await answer.json()) as Range;
      if (this.#kept.size > 40) this.#kept.clear();
      this.#kept.set(address, { tag: answer.headers.get("ETag") ?? "", range });
      if (address === this.#address) this.shown(range, address);
      return true;
    } catch {
      if (!running.signal.aborted) this.failed();
      return false;
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  watch(): void {
    this.#timer = window.setInterval(() => {
      if (document.visibilityState === "visible" && navigator.onLine && !this.#running) void this.refresh();
    }, POLL_MS);
    document.addEventListener("visibilitychange", this.#seen);
  }

  stop(): void {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#seen);
    this.#running?.abort();
  }

  readonly #seen = (): void => {
    if (document.visibilityState === "visible" && this.#address) void this.refresh();
  };
}
