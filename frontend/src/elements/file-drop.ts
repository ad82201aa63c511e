import { find } from "../page/dom";

/**
 * A place to drop files on, around a real file input: keyboard and screen reader use the input, the pointer may drop.
 * Shows name and size of what was taken, with a button to take it back. `max-size` in bytes and the input's `accept`
 * are checked here only to answer at once; the server decides. Emits `file:take` with `{files}`.
 */
export class FileDrop extends HTMLElement {
  get #input(): HTMLInputElement {
    return find<HTMLInputElement>("input[type=file]", this)!;
  }

  connectedCallback(): void {
    this.addEventListener("dragover", this.#over);
    this.addEventListener("dragleave", this.#leave);
    this.addEventListener("drop", this.#drop);
    this.addEventListener("change", this.#show);
    this.addEventListener("click", this.#back);
    this.closest("form")?.addEventListener("reset", () => setTimeout(this.#show));
  }

  readonly #over = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("data-over", true);
  };

  readonly #leave = (event: DragEvent): void => {
    if (!this.contains(event.relatedTarget as Node | null)) this.removeAttribute("data-over");
  };

  readonly #drop = (event: DragEvent): void => {
    event.preventDefault();
    this.removeAttribute("data-over");
    const files = [...(event.dataTransfer?.files ?? [])];
    this.#set(this.#input.multiple ? [...(this.#input.files ?? []), ...files] : files.slice(0, 1));
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
    this.#input.focus();
  };

  readonly #back = (event: MouseEvent): void => {
    const button = (event.target as Element).closest<HTMLElement>("[data-take-back]");
    if (!button) return;
    const at = Number(button.dataset["takeBack"]);
    this.#set([...(this.#input.files ?? [])].filter((_, n) => n !== at));
    this.#show();
    this.#input.focus();
  };

  #set(files: File[]): void {
    const box = new DataTransfer();
    for (const file of files) box.items.add(file);
    this.#input.files = box.files;
  }

  #accepts(file: File): boolean {
    const kinds = this.#input.accept.split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
    const name = file.name.toLowerCase();
    const type = file.type.toLowerCase();
    return !kinds.length || kinds.some((kind) => (kind.startsWith(".") ? name.endsWith(kind) : kind.endsWith("/*") ? type.startsWith(kind.slice(0, -1)) : type === kind));
  }

  readonly #show = (): void => {
    const list = find("[data-files]", this);
    const problem = find("[data-problem]", this);
    const mould = find<HTMLElement>("template", this) as HTMLTemplateElement | null;
    if (!list || !mould) return;
    const files = [...(this.#input.files ?? [])];
    const most = Number(this.getAttribute("max-size") ?? 0);
    list.replaceChildren(
      ...files.map((file, at) => {
        const line = mould.content.firstElementChild!.cloneNode(true) as HTMLElement;
        find(".name", line)!.textContent = file.name;
        find(".size", line)!.textContent = size(file.size);
        const back = find("[data-take-back]", line)!;
        back.dataset["takeBack"] = String(at);
        back.setAttribute("aria-label", `${back.getAttribute("aria-label")} ${file.name}`);
        return line;
      }),
    );
    const wrong = files.find((file) => !this.#accepts(file));
    const large = files.find((file) => most > 0 && file.size > most);
    const words = wrong ? this.dataset["sayKind"]?.replace("{}", wrong.name) : large ? this.dataset["saySize"]?.replace("{}", large.name) : "";
    if (problem) {
      problem.textContent = words ?? "";
      problem.hidden = !words;
    }
    this.#input.setCustomValidity(words ?? "");
    this.dispatchEvent(new CustomEvent("file:take", { bubbles: true, detail: { files } }));
  };
}
customElements.define("file-drop", FileDrop);

/** Bytes as a person reads them, in the page's language. */
export function size(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const step = bytes > 0 ? Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1000))) : 0;
  return new Intl.NumberFormat(document.documentElement.lang || undefined, { style: "unit", unit: units[step]!, unitDisplay: step ? "short" : "long", maximumFractionDigits: step > 1 ? 1 : 0 }).format(bytes / 1000 ** step);
}
