import { find, findAll } from "../page/dom";

/**
 * A button and the list it opens. The browser's popover opens, closes on Escape and on a press outside; this element
 * sets the list beside the button within the window and moves the keyboard inside it (arrows, Home, End, first letter).
 */
export class DropMenu extends HTMLElement {
  connectedCallback(): void {
    const list = find("[popover]", this);
    const button = find("[popovertarget]", this);
    if (!list || !button) return;
    list.addEventListener("beforetoggle", (event) => {
      // Placed before it paints: first out of sight, then where it fits.
      if ((event as ToggleEvent).newState === "open") requestAnimationFrame(() => this.#place(button, list));
      // A swap copies the attributes of what it replaces, and the content policy refuses a style that is copied.
      else list.removeAttribute("style");
    });
    list.addEventListener("toggle", (event) => {
      const open = (event as ToggleEvent).newState === "open";
      button.setAttribute("aria-expanded", String(open));
      if (!open) return;
      this.#place(button, list);
      (find("[autofocus]", list) ?? this.#items(list)[0])?.focus({ preventScroll: true });
    });
    list.addEventListener("keydown", (event) => this.#keys(event, list));
    (list.closest("form") ?? list).addEventListener("submit", () => list.matches(":popover-open") && list.hidePopover());
    list.addEventListener("click", (event) => {
      if ((event.target as Element).closest("a.menu-item,button.menu-item:not([data-stays])")) list.hidePopover();
    });
    addEventListener("scroll", () => list.matches(":popover-open") && this.#place(button, list), { passive: true });
  }

  #items(list: HTMLElement): HTMLElement[] {
    return findAll(".menu-item:not([disabled])", list);
  }

  #place(button: HTMLElement, list: HTMLElement): void {
    const from = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = list;
    const rtl = getComputedStyle(this).direction === "rtl";
    const atEnd = (this.getAttribute("align") === "end") !== rtl;
    const below = from.bottom + 4 + height <= innerHeight || from.top < height;
    list.style.left = `${Math.max(8, Math.min(atEnd ? from.right - width : from.left, innerWidth - width - 8))}px`;
    list.style.top = `${below ? Math.max(8, Math.min(from.bottom + 4, innerHeight - height - 8)) : from.top - height - 4}px`;
  }

  #keys(event: KeyboardEvent, list: HTMLElement): void {
    if ((event.target as Element).matches("input:not([type=checkbox]),textarea,select")) return;
    const items = this.#items(list);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? items.length - 1 : at - 1, Home: 0, End: items.length - 1 }[event.key];
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " " ? event.key.toLowerCase() : "";
    const named = letter ? [...items.slice(at + 1), ...items].find((item) => item.textContent?.trim().toLowerCase().startsWith(letter)) : undefined;
    const next = to === undefined ? named : items[(to + items.length) % items.length];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
customElements.define("drop-menu", DropMenu);
