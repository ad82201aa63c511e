/** Small typed doors to the document, so that the elements stay readable. */
export const find = <T extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): T | null =>
  within.querySelector<T>(selector);

export const findAll = <T extends HTMLElement = HTMLElement>(selector: string, within: ParentNode = document): T[] => [
  ...within.querySelectorAll<T>(selector),
];

export const dialog = (id: string): HTMLDialogElement | null => document.getElementById(id) as HTMLDialogElement | null;

/** True where letters are being typed, so that single-key shortcuts keep out of the way. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio],[type=button],[type=submit]),textarea,select"));

/** A sentence translated by the server, carried by the page: `<body data-say-offline="…">`. */
export const say = (key: string): string => document.body.dataset[`say${key.charAt(0).toUpperCase()}${key.slice(1)}`] ?? "";

/** Puts a plain notice into the notices region; `tone` is one of good, info, warn, bad. */
export function notify(words: string, tone: "good" | "info" | "warn" | "bad" = "info"): void {
  const region = document.getElementById("notices");
  const mould = document.getElementById("notice-mould") as HTMLTemplateElement | null;
  if (!region || !mould || !words) return;
  const notice = mould.content.firstElementChild?.cloneNode(true) as HTMLElement;
  notice.querySelector(".notice")?.classList.add(`notice-${tone}`);
  const slot = notice.querySelector(".notice-words");
  if (slot) slot.textContent = words;
  if ([...region.querySelectorAll(".notice-words")].some((other) => other.textContent === words)) return;
  region.append(notice);
}

/** Web storage that a private window or a full disk may refuse: refusing then only loses the convenience. */
export const shelf = {
  read(key: string, store: () => Storage = () => localStorage): string | null {
    try {
      return store().getItem(key);
    } catch {
      return null;
    }
  },
  write(key: string, value: string, store: () => Storage = () => localStorage): void {
    try {
      store().setItem(key, value);
    } catch {
      /* Refused: nothing to keep it in. */
    }
  },
  drop(key: string, store: () => Storage = () => localStorage): void {
    try {
      store().removeItem(key);
    } catch {
      /* Refused: nothing was kept. */
    }
  },
};
