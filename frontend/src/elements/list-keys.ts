import { find, findAll, isTyping } from "../page/dom";

/**
 * Keyboard and selection for a list of `[data-row]`: j/k or arrows move, Home/End jump, Enter opens (`[data-open]`),
 * e edits (`[data-edit]`), x or Space selects, Shift extends, Ctrl A takes all loaded rows, Escape lets go.
 * Emits `list:select` with `{ids}`; shows `[data-bulk]` while anything is selected.
 */
export class ListKeys extends HTMLElement {
  #anchor: HTMLElement | null = null;

  connectedCallback(): void {
    document.addEventListener("keydown", this.#keys);
    this.addEventListener("click", this.#clicked);
    this.addEventListener("change", this.#changed);
    this.addEventListener("htmx:after:swap", this.#refresh);
    this.#refresh();
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#keys);
  }

  get #rows(): HTMLElement[] {
    return findAll("[data-row]", this);
  }

  readonly #refresh = (): void => {
    for (const part of findAll("tbody[data-window][data-rows]", this)) part.style.setProperty("--n", part.dataset["rows"] ?? "80");
    const rows = this.#rows;
    if (rows.length && !rows.some((row) => row.tabIndex === 0)) rows[0]!.tabIndex = 0;
    this.#count();
  };

  readonly #keys = (event: KeyboardEvent): void => {
    if (isTyping(event.target) || event.altKey || find("dialog[open]") || event.defaultPrevented) return;
    const row = document.activeElement?.closest<HTMLElement>("[data-row]") ?? null;
    const inside = row !== null && this.contains(row);
    if ((event.ctrlKey || event.metaKey) && event.key === "a" && inside) {
      event.preventDefault();
      return this.#tickAll(true);
    }
    if (event.ctrlKey || event.metaKey) return;
    // Letters work from anywhere on the page; arrows, Space and Enter only inside the list, where they mean it.
    const onControl = document.activeElement?.matches("a,button,input,summary") ?? false;
    const acts: Record<string, () => void> = {
      j: () => this.#step(row, 1, event.shiftKey),
      k: () => this.#step(row, -1, event.shiftKey),
      J: () => this.#step(row, 1, true),
      K: () => this.#step(row, -1, true),
    };
    if (inside) {
      Object.assign(acts, {
        ArrowDown: acts["j"],
        ArrowUp: acts["k"],
        Home: () => this.#focus(this.#rows[0]),
        End: () => this.#focus(this.#rows.at(-1)),
        e: () => find("[data-edit]", row)?.click(),
        x: () => this.#tick(row, undefined, event.shiftKey),
        Escape: () => this.#tickAll(false),
        ...(onControl ? {} : { Enter: () => find("[data-open]", row)?.click(), " ": () => this.#tick(row, undefined, event.shiftKey) }),
      });
    }
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  #step(row: HTMLElement | null, by: number, extend: boolean): void {
    const rows = this.#rows;
    const next = rows[Math.max(0, Math.min(rows.length - 1, (row ? rows.indexOf(row) : -1) + by))];
    if (extend && row) this.#tick(row, true);
    this.#focus(next);
    if (extend && next) this.#tick(next, true);
  }

  #focus(row: HTMLElement | undefined): void {
    if (!row) return;
    for (const other of findAll('[data-row][tabindex="0"]', this)) other.tabIndex = -1;
    row.tabIndex = 0;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  #box(row: HTMLElement): HTMLInputElement | null {
    return find<HTMLInputElement>("input[data-tick]", row);
  }

  #tick(row: HTMLElement, on?: boolean, range = false): void {
    const box = this.#box(row);
    if (!box) return;
    const value = on ?? !box.checked;
    const rows = this.#rows;
    const from = range && this.#anchor ? rows.indexOf(this.#anchor) : -1;
    const to = rows.indexOf(row);
    const part = from < 0 ? [row] : rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    for (const each of part) this.#set(each, value);
    this.#anchor = row;
    this.#count();
  }

  #set(row: HTMLElement, value: boolean): void {
    const box = this.#box(row);
    if (box) box.checked = value;
    row.classList.toggle("picked", value);
  }

  #tickAll(value: boolean): void {
    for (const row of this.#rows) this.#set(row, value);
    this.#count();
  }

  readonly #clicked = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    if (target.closest("[data-unpick]")) return this.#tickAll(false);
    const row = target.closest<HTMLElement>("[data-row]");
    if (!row || !target.matches("input[data-tick]")) return;
    this.#tick(row, (target as HTMLInputElement).checked, event.shiftKey);
  };

  readonly #changed = (event: Event): void => {
    const box = event.target as HTMLInputElement;
    if (box.matches("[data-tick-all]")) this.#tickAll(box.checked);
  };

  #count(): void {
    const rows = this.#rows;
    const picked = rows.filter((row) => this.#box(row)?.checked);
    const bulk = find("[data-bulk]", this);
    if (bulk) bulk.hidden = picked.length === 0;
    for (const slot of findAll("[data-picked]", this)) slot.textContent = picked.length.toLocaleString(document.documentElement.lang || undefined);
    const all = find<HTMLInputElement>("[data-tick-all]", this);
    if (all) {
      all.checked = rows.length > 0 && picked.length === rows.length;
      all.indeterminate = picked.length > 0 && !all.checked;
    }
    this.dispatchEvent(new CustomEvent("list:select", { bubbles: true, detail: { ids: picked.map((row) => row.dataset["row"]) } }));
  }
}
customElements.define("list-keys", ListKeys);
