import htmx from "htmx.org";
import { dialog, find, findAll } from "./dom";

let opener: HTMLElement | null = null;

/** Shows a page's partial in the drawer; the address stays the page's own, so a middle click still opens it whole. */
export function openDrawer(address: string): void {
  const drawer = dialog("drawer");
  const body = document.getElementById("drawer-body");
  const wait = document.getElementById("drawer-wait") as HTMLTemplateElement | null;
  if (!drawer || !body) return void location.assign(address);
  opener = document.activeElement as HTMLElement | null;
  if (!drawer.open) {
    body.replaceChildren(...(wait ? [wait.content.cloneNode(true)] : []));
    drawer.showModal();
  }
  void htmx.ajax("GET", address, { target: "#drawer-body", swap: "innerHTML" });
}

/** `commandfor` for browsers that lack it (WebKitGTK 2.50, Safari before 26.2). */
function commandFallback(event: MouseEvent): void {
  if ("command" in HTMLButtonElement.prototype) return;
  const button = (event.target as Element).closest<HTMLElement>("[commandfor]");
  const box = button && dialog(button.getAttribute("commandfor") ?? "");
  if (!box) return;
  const command = button.getAttribute("command");
  if (command === "show-modal" && !box.open) box.showModal();
  if (command === "close") box.close();
}

/** `closedby="any"` for browsers that lack it: a press on the backdrop closes. */
function backdropFallback(event: MouseEvent): void {
  if ("closedBy" in HTMLDialogElement.prototype) return;
  const box = event.target;
  if (box instanceof HTMLDialogElement && box.open && box.getAttribute("closedby") === "any") {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    if (event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom) box.close();
  }
}

/** After a swap the keyboard goes where the work goes on: the error list, a field that asks for it, or the new panel. */
function focusAfterSwap(event: Event): void {
  const target = (event as CustomEvent).detail?.ctx?.target as HTMLElement | undefined;
  if (!target) return;
  const place = target.isConnected ? target : (target.id && document.getElementById(target.id)) || document;
  const errors = find("[data-focus-errors]", place);
  if (errors) return errors.focus();
  if (target.id === "drawer-body") {
    const drawer = dialog("drawer");
    if (drawer && !drawer.open) drawer.showModal();
    (find("[autofocus]", target) ?? find("[data-panel-title]", target))?.focus();
  }
  if (target.id === "box-body") {
    const box = dialog("box");
    if (box && !box.open) box.showModal();
  }
}

/** A confirm box opens its button only when the phrase has been typed exactly. */
function typedPhrase(event: Event): void {
  const input = event.target as HTMLInputElement;
  if (!input.dataset?.["phrase"]) return;
  const button = find<HTMLButtonElement>("[data-needs-phrase]", input.form ?? document);
  if (button) button.disabled = input.value.trim() !== input.dataset["phrase"];
}

export function watchLayers(): void {
  document.addEventListener("click", (event) => {
    commandFallback(event);
    backdropFallback(event);
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-drawer]");
    if (link && !event.defaultPrevented && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      openDrawer(link.href);
    }
  });
  document.addEventListener("input", typedPhrase);
  document.addEventListener("htmx:after:swap", focusAfterSwap);
  // Any answer may close what it was asked from: `HX-Trigger: layer:close`.
  document.addEventListener("layer:close", () => findAll<HTMLDialogElement>("dialog[open]").forEach((box) => box.close()));
  dialog("drawer")?.addEventListener("close", () => {
    if (opener?.isConnected) opener.focus();
    opener = null;
  });
  // A page that came back with errors (without htmx): the summary takes the keyboard.
  find("[data-focus-errors]")?.focus();
}
