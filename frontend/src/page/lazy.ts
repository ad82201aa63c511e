/** Elements that few pages have; their code comes when the first one appears. */
const LAZY: Record<string, () => Promise<unknown>> = {
  "board-lanes": () => import("../elements/board-lanes"),
  "file-drop": () => import("../elements/file-drop"),
  "passkey-button": () => import("../elements/passkey-button"),
  "row-list": () => import("../elements/row-list"),
  "share-options": () => import("../elements/share-options"),
  "token-field": () => import("../elements/token-field"),
};

function fetchPresent(): void {
  for (const [name, fetchCode] of Object.entries(LAZY)) {
    if (!document.querySelector(name)) continue;
    delete LAZY[name];
    void fetchCode();
  }
}

/** Fetch what the page has, and what later partial answers bring. */
export function watchLazy(): void {
  fetchPresent();
  document.addEventListener("htmx:after:swap", fetchPresent);
}
