import { find, notify } from "../page/dom";

type Json = Record<string, unknown>;
const BINARY = new Set(["challenge", "id"]);

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer: ArrayBuffer | null): string | undefined =>
  buffer === null ? undefined : btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** The server writes bytes as base64url; the browser wants them as bytes. `rp.id` alone is a name. */
function unpack(value: unknown, key = "", within = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => unpack(each, key, within));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unpack(each, name, key)]));
  }
  return typeof value === "string" && BINARY.has(key) && within !== "rp" ? bytes(value) : value;
}

function pack(credential: PublicKeyCredential): Json {
  const response = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const parts: Json = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    parts["attestationObject"] = text(response.attestationObject);
    parts["transports"] = response.getTransports?.() ?? [];
  } else {
    parts["authenticatorData"] = text(response.authenticatorData);
    parts["signature"] = text(response.signature);
    parts["userHandle"] = text(response.userHandle);
  }
  const { id, type } = credential;
  return { id, type, rawId: text(credential.rawId), response: parts, clientExtensionResults: credential.getClientExtensionResults() };
}

/**
 * Makes or uses a passkey when its button is pressed, and sends the form inside with what the device answered.
 * Attributes: `mode` create|get; `options` as JSON, or `address` to ask for them; `data-say-refused`, `data-say-missing`.
 */
export class PasskeyButton extends HTMLElement {
  connectedCallback(): void {
    find<HTMLButtonElement>("button[type=button]", this)?.addEventListener("click", () => void this.#use());
    // Enter in a field must not send the form without what the device signs.
    find("form", this)?.addEventListener("submit", (event) => {
      if (find<HTMLInputElement>("[name=credential]", this)?.value) return;
      event.preventDefault();
      void this.#use();
    });
  }

  async #use(): Promise<void> {
    if (!window.PublicKeyCredential) return notify(this.dataset["sayMissing"] ?? "", "warn");
    try {
      const options = unpack(await this.#options()) as CredentialCreationOptions & CredentialRequestOptions;
      const made = this.getAttribute("mode") === "create" ? await navigator.credentials.create(options) : await navigator.credentials.get(options);
      const slot = find<HTMLInputElement>("[name=credential]", this);
      if (!made || !slot) return;
      slot.value = JSON.stringify(pack(made as PublicKeyCredential));
      find<HTMLFormElement>("form", this)?.submit();
    } catch (error) {
      // The person pressed Cancel, took too long, or the device refused: the page stays as it is.
      if (error instanceof DOMException || error instanceof TypeError) return notify(this.dataset["sayRefused"] ?? "", "warn");
      throw error;
    }
  }

  async #options(): Promise<unknown> {
    const given = this.getAttribute("options");
    if (given) return JSON.parse(given);
    const answer = await fetch(this.getAttribute("address") ?? "", { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return ((await answer.json()) as { request_options: unknown }).request_options;
  }
}
customElements.define("passkey-button", PasskeyButton);
