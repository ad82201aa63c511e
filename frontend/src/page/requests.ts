import { dialog, find, notify, say } from "./dom";

/** What htmx 4 tells about one request; only the parts used here. */
interface RequestContext {
  sourceElement: Element;
  target?: Element;
  text?: string;
  swap: string;
  request: { method: string; action: string; headers: Record<string, string>; body?: unknown };
  response?: { status: number; raw: Response; headers: Headers };
  hx?: Record<string, string>;
}
type RequestEvent = CustomEvent<{ ctx: RequestContext; error?: unknown }>;

const tokenMeta = () => find<HTMLMetaElement>("meta[name=csrf-token]");
const signInPath = () => find<HTMLMetaElement>("meta[name=sign-in]")?.content ?? "";
let pending = 0;

const sameOrigin = (address: string) => new URL(address, location.href).origin === location.origin;

/** Was this answer the sign-in page (by redirect) or a 401? Then nothing may be swapped: the input stays. */
export function sessionEnded(ctx: RequestContext): boolean {
  const answer = ctx.response?.raw;
  if (!answer) return false;
  if (answer.status === 401) return true;
  const path = signInPath();
  return Boolean(path && answer.redirected && new URL(answer.url).pathname === path && location.pathname !== path);
}

function busy(change: 1 | -1): void {
  pending = Math.max(0, pending + change);
  document.getElementById("busy-line")?.classList.toggle("on", pending > 0);
}

/** A POST whose page went stale: the server sends a fresh token and the person presses the button again. */
function renewToken(token: string): void {
  const meta = tokenMeta();
  if (meta) meta.content = token;
  for (const input of document.querySelectorAll<HTMLInputElement>("input[name=csrfmiddlewaretoken]")) input.value = token;
}

export function watchRequests(): void {
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = (event as RequestEvent).detail;
    if (!/^(GET|HEAD|OPTIONS)$/i.test(ctx.request.method) && sameOrigin(ctx.request.action)) {
      ctx.request.headers["X-CSRFToken"] = tokenMeta()?.content ?? "";
    }
  });
  document.addEventListener("htmx:before:request", () => busy(1));
  document.addEventListener("htmx:finally:request", () => busy(-1));
  document.addEventListener("htmx:before:response", (event) => {
    const { ctx } = (event as RequestEvent).detail;
    if (!sessionEnded(ctx)) return;
    event.preventDefault();
    const ended = dialog("session-ended");
    if (ended && !ended.open) ended.showModal();
  });
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = (event as RequestEvent).detail;
    const status = ctx.response?.status ?? 200;
    // Only a form sent back (422) or an answer that says where it belongs may replace anything after an error.
    if (status < 400 || status === 422 || ctx.hx?.["retarget"] || ctx.swap === "none") return;
    event.preventDefault();
    notify(say("failed"), "bad");
  });
  document.addEventListener("htmx:error", (event) => {
    const error = (event as RequestEvent).detail.error;
    if (error instanceof TypeError || (error as { name?: string } | undefined)?.name === "AbortError" || error === "timeout") {
      notify(navigator.onLine ? say("unreachable") : say("offline"), "warn");
    }
  });
  document.addEventListener("csrf:renewed", (event) => renewToken(String((event as CustomEvent).detail?.token ?? "")));
  document.addEventListener("visibilitychange", () => {
    // Another tab signed in again: this one may go on.
    if (document.visibilityState === "visible") void resume();
  });
  const offline = () => {
    const line = document.getElementById("offline-line");
    if (line) line.hidden = navigator.onLine;
  };
  addEventListener("online", offline);
  addEventListener("offline", offline);
  offline();
}

/** After signing in elsewhere: closes the "you were signed out" box and takes the new token along. */
export async function resume(): Promise<void> {
  const ended = dialog("session-ended");
  if (!ended?.open || !ended.dataset["probe"]) return;
  const answer = await fetch(ended.dataset["probe"], { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const { token } = (await answer.json()) as { token?: string };
  if (!token) return;
  renewToken(token);
  ended.close();
  notify(say("resumed"), "good");
}
