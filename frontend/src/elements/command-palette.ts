import htmx from "htmx.org";
import { dialog, find, findAll, isTyping } from "../page/dom";
import { openDrawer } from "../page/layers";

/**
 * The command palette: a list box inside a modal dialog, its results rendered by the server.
 * Opens on Ctrl K or Cmd K; "/" goes to the list search of the page, or opens the palette when there is none.
 * A result is a link: Enter follows it, Ctrl Enter opens it in a new tab, `data-drawer` shows it in the drawer.
 */
export class CommandPalette extends HTMLElement {
  #at = 0;

  get #input(): HTMLInputElement {
    return find<HTMLInputElement>("input", this)!;
  }

  get #hits(): HTMLElement[] {
    return findAll("[role=option]:not([aria-disabled])", this);
  }

  connectedCallback(): void {
    document.addEventListener("keydown", this.#shortcut);
    this.closest("dialog")?.addEventListener("beforetoggle", this.#opening);
    this.addEventListener("keydown", this.#keys);
    this.addEventListener("click", this.#clicked);
    this.addEventListener("pointermove", this.#hover);
    new MutationObserver(() => this.#choose(0)).observe(find("[role=listbox]", this)!, { childList: true });
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.#shortcut);
  }

  readonly #shortcut = (event: KeyboardEvent): void => {
    const box = dialog("palette");
    if (!box) return;
    if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (box.open) box.close();
      else box.showModal();
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target) && !find("dialog[open]")) {
      event.preventDefault();
      const search = find<HTMLInputElement>("[data-list-search]");
      if (search) search.select();
      else box.showModal();
    }
  };

  // `beforetoggle` and not `toggle`: the latter comes late and would wipe the first letters typed.
  readonly #opening = (event: Event): void => {
    if ((event as ToggleEvent).newState !== "open") return;
    this.#input.value = "";
    // What was found last time would be followed by a quick Enter.
    find("[role=listbox]", this)!.replaceChildren();
    htmx.trigger(this.#input, "palette:open");
  };

  readonly #keys = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.#choose(this.#at + step);
    } else if (event.key === "Escape" && !event.isComposing) {
      // A search field would take the first Escape to empty itself.
      event.preventDefault();
      dialog("palette")?.close();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#follow(this.#hits[this.#at], event.ctrlKey || event.metaKey);
    }
  };

  readonly #clicked = (event: MouseEvent): void => {
    const hit = (event.target as Element).closest<HTMLElement>("[role=option]:not([aria-disabled])");
    if (hit) this.#follow(hit, event.ctrlKey || event.metaKey);
  };

  readonly #hover = (event: PointerEvent): void => {
    const hit = (event.target as Element).closest<HTMLElement>("[role=option]:not([aria-disabled])");
    const at = hit ? this.#hits.indexOf(hit) : -1;
    if (at >= 0 && at !== this.#at) this.#choose(at, false);
  };

  #choose(at: number, scroll = true): void {
    const hits = this.#hits;
    this.#input.setAttribute("aria-expanded", String(hits.length > 0));
    this.#at = hits.length ? (at + hits.length) % hits.length : 0;
    hits.forEach((hit, n) => hit.setAttribute("aria-selected", String(n === this.#at)));
    const chosen = hits[this.#at];
    if (!chosen) return this.#input.removeAttribute("aria-activedescendant");
    this.#input.setAttribute("aria-activedescendant", chosen.id);
    if (scroll) chosen.scrollIntoView({ block: "nearest" });
  }

  #follow(hit: HTMLElement | undefined, newTab: boolean): void {
    if (!hit) return;
    const { href, press, drawer } = hit.dataset;
    dialog("palette")?.close();
    // A command may press a control of the page (theme, sign out) and so needs no address of its own.
    if (press) find(press)?.click();
    else if (href && newTab) open(href, "_blank", "noopener");
    else if (href && drawer !== undefined) openDrawer(href);
    else if (href) location.assign(href);
  }
}
customElements.define("command-palette", CommandPalette);
