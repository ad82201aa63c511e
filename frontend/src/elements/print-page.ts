/** A button that prints the page it is on. */
export class PrintPage extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", () => print());
  }
}
customElements.define("print-page", PrintPage);
