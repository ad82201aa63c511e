import { find, findAll, shelf } from "./dom";

/** Where the key of the form sent last is noted, until the next page tells what became of it. */
export const SENT = "safelight:sent";

/** Drops the draft of a form sent from the page before, unless this page is that form again, an error or the sign-in. */
export function settleDrafts(): void {
  const key = shelf.read(SENT, () => sessionStorage);
  if (!key || document.body.hasAttribute("data-keeps-drafts")) return;
  shelf.drop(SENT, () => sessionStorage);
  const here = findAll("form-draft").some(
    (draft) => key.endsWith(`:${draft.getAttribute("key")}`) && find("[data-focus-errors]", draft.closest("form") ?? document),
  );
  if (!here) shelf.drop(key);
}
