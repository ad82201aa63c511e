/**
 * The grid calls itself a table, yet its bookings lie beside the rows, not in cells. A reader is better off with what it
 * is: a group of buttons, each of which says its day, time and resource. The agenda is the table to read.
 */
const MISLEADING = "[role=row],[role=rowgroup],[role=cell],[role=columnheader],[role=rowheader],[role=table],[role=list]";

export function tidyRoles(place: HTMLElement, label: string): MutationObserver {
  const tidy = (node: ParentNode): void => {
    for (const each of node.querySelectorAll(MISLEADING)) each.removeAttribute("role");
    // The button is inside a booking: an article cannot be one, and two stops for the Tab key would be one too many.
    for (const each of node.querySelectorAll("article[role],article[tabindex]")) {
      each.removeAttribute("role");
      each.removeAttribute("tabindex");
    }
    for (const each of node.querySelectorAll("aside:not([role])")) each.setAttribute("role", "presentation");
    // A name on a plain span or time is not read out; the text inside it is.
    for (const each of node.querySelectorAll("span[aria-label]:not([role]),time[aria-label]")) each.removeAttribute("aria-label");
    for (const each of node.querySelectorAll("[aria-colindex],[aria-colspan]")) {
      each.removeAttribute("aria-colindex");
      each.removeAttribute("aria-colspan");
    }
    for (const each of node.querySelectorAll<HTMLElement>(".ec-main:not([tabindex])")) {
      // What scrolls can be reached and scrolled by keyboard.
      each.tabIndex = 0;
      each.setAttribute("role", "group");
      each.setAttribute("aria-label", label);
    }
  };
  tidy(place);
  const observer = new MutationObserver((changes) => {
    if (changes.some((change) => change.type === "attributes" || change.addedNodes.length)) tidy(place);
  });
  observer.observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ["role", "aria-label"] });
  return observer;
}
