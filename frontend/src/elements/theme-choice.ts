import { findAll } from "../page/dom";

const THEMES: Record<string, string> = { light: "safelight", dark: "safelight-dark" };

/**
 * Light, dark or as the system says. The choice is a cookie, so that the server writes the theme into the page before
 * the first paint; here it only changes at once what is already on screen.
 */
export class ThemeChoice extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#chosen);
    document.addEventListener("theme:change", this.#show);
  }

  disconnectedCallback(): void {
    document.removeEventListener("theme:change", this.#show);
  }

  readonly #chosen = (event: MouseEvent): void => {
    const value = (event.target as Element).closest<HTMLButtonElement>("button[value]")?.value;
    if (!value) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    const theme = THEMES[value];
    if (theme) document.documentElement.dataset["theme"] = theme;
    else delete document.documentElement.dataset["theme"];
    document.dispatchEvent(new CustomEvent("theme:change", { detail: { value } }));
  };

  readonly #show = (event: Event): void => {
    const { value } = (event as CustomEvent).detail;
    for (const button of findAll<HTMLButtonElement>("button[value]", this)) button.setAttribute("aria-pressed", String(button.value === value));
  };
}
customElements.define("theme-choice", ThemeChoice);
