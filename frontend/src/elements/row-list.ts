import { find, findAll } from "../page/dom";

/**
 * Repeated parts of a form (phones, addresses …). The server sends a few empty `[data-part]` out of sight; the button
 * `[data-add-part]` shows the next one and, when none is left, makes another with the next number in its names and ids.
 * A part that a restored draft has filled shows by itself. `[data-clear-part]` empties a part and puts it away.
 */
export class RowList extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#clicked);
    this.closest("form")?.addEventListener("draft:restored", this.#reveal);
    this.#reveal();
  }

  disconnectedCallback(): void {
    this.closest("form")?.removeEventListener("draft:restored", this.#reveal);
  }

  get #parts(): HTMLElement[] {
    return findAll("[data-part]", this);
  }

  #fields(part: HTMLElement): (HTMLInputElement | HTMLSelectElement)[] {
    return findAll<HTMLInputElement>("input,select,textarea", part);
  }

  readonly #reveal = (): void => {
    for (const part of this.#parts) {
      if (part.hidden && this.#fields(part).some((field) => field instanceof HTMLInputElement && field.type !== "checkbox" && field.value !== "")) part.hidden = false;
    }
  };

  readonly #clicked = (event: MouseEvent): void => {
    const target = event.target as Element;
    const clear = target.closest<HTMLElement>("[data-clear-part]");
    if (clear) return this.#clear(clear.closest<HTMLElement>("[data-part]")!);
    if (target.closest("[data-add-part]")) this.#add();
  };

  #add(): void {
    const part = this.#parts.find((each) => each.hidden) ?? this.#another();
    if (!part) return;
    part.hidden = false;
    (find<HTMLInputElement>("input:not([type=hidden])", part) ?? this.#fields(part)[0])?.focus();
  }

  #another(): HTMLElement | null {
    const last = this.#parts.at(-1);
    if (!last) return null;
    const made = last.cloneNode(true) as HTMLElement;
    const next = Math.max(...this.#parts.map((part) => Number(/-(\d+)-/.exec(this.#fields(part)[0]?.name ?? "")?.[1] ?? 0))) + 1;
    for (const each of [made, ...findAll("[name],[id],[for],[aria-describedby]", made)]) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const value = each.getAttribute(name);
        if (value) each.setAttribute(name, value.replace(/-\d+-/, `-${next}-`));
      }
    }
    this.#empty(made);
    last.after(made);
    return made;
  }

  #empty(part: HTMLElement): void {
    for (const field of this.#fields(part)) {
      if (field instanceof HTMLSelectElement) field.selectedIndex = 0;
      else if (field.type === "checkbox") field.checked = false;
      else field.value = "";
      field.removeAttribute("aria-invalid");
    }
    for (const error of findAll(".field-error", part)) error.remove();
  }

  #clear(part: HTMLElement): void {
    this.#empty(part);
    const others = this.#parts.filter((each) => !each.hidden && each !== part);
    part.hidden = others.length > 0;
    (part.hidden ? find("[data-add-part]", this) : this.#fields(part)[0])?.focus();
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("row-list", RowList);
