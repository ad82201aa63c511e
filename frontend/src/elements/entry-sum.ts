import { find, findAll } from "../page/dom";

/**
 * Says under the lines of a ledger entry what is still missing on which side, while amounts are typed. The server checks
 * again; this only spares a round trip. Amounts are added as whole numbers of the finest unit written, so 0.1 + 0.2 is 0.3.
 * Attributes: `decimal`, the decimal sign of the page's language; `say-even`, `say-debit`, `say-credit`: sentences in
 * which {amount} stands for what is missing on that side.
 */
export class EntrySum extends HTMLElement {
  connectedCallback(): void {
    this.closest("form")?.addEventListener("input", this.#show);
    this.closest("form")?.addEventListener("draft:restored", this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    this.closest("form")?.removeEventListener("input", this.#show);
    this.closest("form")?.removeEventListener("draft:restored", this.#show);
  }

  /** An amount as it may be typed, with a point or with the language's own sign; null for what is no amount. */
  #read(text: string): string | null {
    const sign = this.getAttribute("decimal") ?? ".";
    const bare = text.replace(/[\s\u00a0\u202f'’]/g, "");
    const plain = sign === "," && bare.includes(",") ? bare.replaceAll(".", "").replace(",", ".") : sign === "." ? bare.replaceAll(",", "") : bare;
    return /^\d*\.?\d*$/.test(plain) ? plain || "0" : null;
  }

  readonly #show = (): void => {
    const form = this.closest("form");
    const output = find("output", this);
    if (!form || !output) return;
    const sides = ["debit", "credit"].map((side) => findAll<HTMLInputElement>(`input[name^="lines-"][name$="-${side}"]`, form).map((field) => this.#read(field.value)));
    const texts = sides.flat();
    if (texts.includes(null) || texts.every((text) => !Number(text))) {
      output.textContent = "";
      return;
    }
    const places = Math.max(...texts.map((text) => (text!.split(".")[1] ?? "").length));
    const sums = sides.map((side) => side.reduce((sum, text) => sum + this.#units(text!, places), 0n));
    const missing = sums[0]! - sums[1]!;
    const words = missing === 0n ? "say-even" : missing > 0n ? "say-credit" : "say-debit";
    output.textContent = (this.getAttribute(words) ?? "").replace("{amount}", this.#write(missing < 0n ? -missing : missing, places));
    output.classList.toggle("soft", missing === 0n);
  };

  #units(text: string, places: number): bigint {
    const [whole = "0", part = ""] = text.split(".");
    return BigInt((whole || "0") + part.padEnd(places, "0"));
  }

  #write(units: bigint, places: number): string {
    const digits = units.toString().padStart(places + 1, "0");
    return places ? `${digits.slice(0, -places)}${this.getAttribute("decimal") ?? "."}${digits.slice(-places)}` : digits;
  }
}
customElements.define("entry-sum", EntrySum);
