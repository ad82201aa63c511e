/**
 * Wall-clock times of the studio, as text (`2026-11-23T09:30:00`) and never as a moment: the browser may sit in another
 * zone, where its own clock skips or repeats hours that the studio's does not. Sums are done as if the clock were UTC.
 */
export type Wall = string;

export const asDate = (wall: Wall): Date => new Date(`${wall.length > 10 ? wall.slice(0, 19) : `${wall}T00:00:00`}Z`);
export const asWall = (date: Date): Wall => date.toISOString().slice(0, 19);
export const dayOf = (wall: Wall): string => wall.slice(0, 10);

/** The wall time so many days and seconds later; seconds may be negative. */
export function later(wall: Wall, days: number, seconds = 0): Wall {
  const date = asDate(wall);
  date.setUTCDate(date.getUTCDate() + days);
  date.setUTCSeconds(date.getUTCSeconds() + seconds);
  return wall.length > 10 ? asWall(date) : dayOf(asWall(date));
}

/** The first day of the week that holds `day`; `first` is 0 for Sunday. */
export function weekStart(day: string, first: number): string {
  return later(day, -((asDate(day).getUTCDay() - first + 7) % 7));
}

/** Words for wall times in the reader's language. */
export class Words {
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #long: Intl.DateTimeFormat;
  readonly #short: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;
  readonly #range: Intl.DateTimeFormat;

  constructor(readonly locale: string) {
    const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    this.#time = make({ hour: "numeric", minute: "2-digit" });
    this.#day = make({ weekday: "short", day: "numeric", month: "short" });
    this.#long = make({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
    this.#short = make({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
    this.#range = make({ day: "numeric", month: "short", year: "numeric" });
    this.#month = make({ month: "long", year: "numeric" });
  }

  time(wall: Wall): string {
    return this.#time.format(asDate(wall));
  }

  span(start: Wall, end: Wall): string {
    if (dayOf(start) !== dayOf(end)) return `${this.time(start)} – ${this.#day.format(asDate(end))} ${this.time(end)}`;
    return this.#time.formatRange(asDate(start), asDate(end));
  }

  day(wall: Wall): string {
    return this.#day.format(asDate(wall));
  }

  /** What stands above the grid; a phone has room for the short form only. */
  title(view: string, from: string, until: string, narrow: boolean): string {
    if (view === "month") return this.#month.format(asDate(from));
    if (view === "day") return (narrow ? this.#short : this.#long).format(asDate(from));
    return this.#range.formatRange(asDate(from), asDate(later(until, -1)));
  }
}
