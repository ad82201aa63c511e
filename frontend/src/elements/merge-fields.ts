/**
 * Buttons that put a merge field into a text: into the field of the form that was typed in last, at the caret, so that
 * a subject gets one as easily as the body. Without a script the names are still there to be copied.
 */
export class MergeFields extends HTMLElement {
  #last: HTMLInputElement | HTMLTextAreaElement | null = null;

  connectedCallback(): void {
    this.closest("form")?.addEventListener("focusin", this.#remember);
    this.addEventListener("click", this.#insert);
  }

  disconnectedCallback(): void {
    this.closest("form")?.removeEventListener("focusin", this.#remember);
  }

  readonly #remember = (event: Event): void => {
    const field = event.target;
    const takesText = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.name === "subject");
    if (takesText) this.#last = field;
  };

  readonly #insert = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>("[data-insert]");
    const text = button?.dataset.insert;
    const field = this.#last?.isConnected ? this.#last : document.getElementById(this.getAttribute("for") ?? "");
    if (!text || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.disabled) return;
    field.focus();
    field.setRangeText(text, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

customElements.define("merge-fields", MergeFields);
