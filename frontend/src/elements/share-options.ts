/**
 * Lists of many choices that share one set of options: the page holds the set once, in a `<template>` named by `from`,
 * and each `<select>` inside gets its copy the moment somebody is about to open it. A server that needs no scripts
 * writes the options into the lists itself.
 */
export class ShareOptions extends HTMLElement {
  connectedCallback(): void {
    for (const kind of ["pointerdown", "focusin", "keydown"]) this.addEventListener(kind, this.#fill);
  }

  readonly #fill = (event: Event): void => {
    const list = event.target;
    const shared = document.getElementById(this.getAttribute("from") ?? "");
    if (!(list instanceof HTMLSelectElement) || !(shared instanceof HTMLTemplateElement) || "filled" in list.dataset) return;
    list.dataset["filled"] = "";
    list.append(shared.content.cloneNode(true));
  };
}
customElements.define("share-options", ShareOptions);
