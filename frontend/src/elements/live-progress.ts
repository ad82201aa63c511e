import htmx from "htmx.org";
import { find, shelf } from "../page/dom";

const SHELF = "safelight:work";
const shelfKeys = (): string[] => JSON.parse(shelf.read(SHELF, () => sessionStorage) ?? "[]") as string[];
const keep = (addresses: string[]) => shelf.write(SHELF, JSON.stringify([...new Set(addresses)]), () => sessionStorage);

/**
 * Long work with a count. The server renders the state and htmx asks for it every second; this element adds the time
 * left, says each tenth to a screen reader, and remembers `follow` so that the work shows up again on the next page.
 * Attributes: `state` running|done|failed|cancelled, `done`, `total`, `since` (seconds since the start), `follow`.
 */
export class LiveProgress extends HTMLElement {
  static #said = new Map<string, number>();

  connectedCallback(): void {
    const follow = this.getAttribute("follow");
    const running = this.getAttribute("state") === "running";
    if (follow) keep(running ? [...shelfKeys(), follow] : shelfKeys().filter((other) => other !== follow));
    if (running) this.#estimate();
    this.#announce(running);
  }

  #estimate(): void {
    const done = Number(this.getAttribute("done"));
    const total = Number(this.getAttribute("total"));
    const since = Number(this.getAttribute("since"));
    const slot = find("[data-left]", this);
    if (!slot || !done || !total || since < 2) return;
    const left = Math.round((since / done) * (total - done));
    const words = slot.dataset["words"] ?? "{}";
    const unit = new Intl.NumberFormat(document.documentElement.lang || undefined, { style: "unit", unitDisplay: "long", unit: left < 90 ? "second" : "minute" });
    slot.textContent = words.replace("{}", unit.format(left < 90 ? left : Math.round(left / 60)));
  }

  #announce(running: boolean): void {
    const total = Number(this.getAttribute("total"));
    const tenth = total ? Math.floor((Number(this.getAttribute("done")) / total) * 10) : 0;
    const last = LiveProgress.#said.get(this.id) ?? -1;
    const live = document.getElementById("spoken");
    if (!live || (running && tenth <= last)) return;
    if (!running && last < 0) return;
    LiveProgress.#said.set(this.id, running ? tenth : -1);
    live.textContent = `${this.getAttribute("label") ?? ""} ${running ? `${tenth * 10} %` : (find("[data-state-words]", this)?.textContent ?? "")}`;
  }
}
customElements.define("live-progress", LiveProgress);

/** Work started on an earlier page is shown again, unless this page shows it already. */
export function resumeWork(): void {
  const region = document.getElementById("work");
  if (!region) return;
  for (const address of shelfKeys()) {
    if (document.querySelector(`live-progress[follow="${CSS.escape(address)}"]`)) continue;
    const place = document.createElement("div");
    region.append(place);
    void fetch(address, { credentials: "same-origin", headers: { "HX-Request": "true", "HX-Request-Type": "partial" } })
      .then(async (answer) => {
        if (answer.ok && !answer.redirected) return htmx.swap({ text: await answer.text(), target: place, swap: "innerHTML" });
        keep(shelfKeys().filter((other) => other !== address));
        return place.remove();
      })
      .catch(() => place.remove());
  }
}
