import { find, findAll } from "../page/dom";
import { later, weekStart } from "./wall";

/** Where the reader stands: which view of which day, and what is left out. */
export interface Place {
  view: string;
  date: string;
  filters: [string, string][];
}

/** The days a view shows, the last one not included. */
export function daysOf({ view, date }: Place, firstDay: number): [string, string] {
  if (view === "day") return [date, later(date, 1)];
  if (view !== "month") return [weekStart(date, firstDay), later(weekStart(date, firstDay), 7)];
  const first = `${date.slice(0, 7)}-01`;
  return [first, nextMonth(first, 1)];
}

function nextMonth(date: string, by: number): string {
  const month = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() + by);
  return month.toISOString().slice(0, 10);
}

/** The date so many views on. */
export function step({ view, date }: Place, by: number): string {
  if (view === "month") return nextMonth(date, by);
  return later(date, view === "day" ? by : by * 7);
}

export function query(place: Place): URLSearchParams {
  return new URLSearchParams([["view", place.view], ["date", place.date], ...place.filters]);
}

/** The filters as the form around them has them; only what is chosen counts. */
export function readFilters(form: HTMLFormElement | null): [string, string][] {
  if (!form) return [];
  return [...new FormData(form).entries()].filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "" && pair[0] !== "csrfmiddlewaretoken");
}

/** Writes the place into the address and the links, so that a reload, a bookmark and a new tab show the same. */
export function showPlace(within: HTMLElement, place: Place, title: string): void {
  const parameters = query(place);
  history.replaceState(history.state, "", `${location.pathname}?${parameters}`);
  for (const link of findAll<HTMLAnchorElement>("a[data-view],a[data-keeps]", within)) {
    const address = new URL(link.href);
    const changed = new URLSearchParams(parameters);
    if (link.dataset["view"]) changed.set("view", link.dataset["view"]);
    address.search = changed.toString();
    link.href = address.href;
    if (!link.dataset["view"]) continue;
    if (link.dataset["view"] === place.view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const heading = find("[data-title]", within);
  if (heading) heading.textContent = title;
  const picker = find<HTMLInputElement>("input[data-date]", within);
  if (picker) picker.value = place.date;
}
