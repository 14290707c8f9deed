// What stands in a Request: the texts of its two panels, the words where there
// is none yet, and what the browser puts beside our header lines.

import { html } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Built, CallError, Text } from "../../authcore/contract.js";
import { buildNow } from "../../send.js";
import { kindOf } from "../../session.js";
import type { Session, TokenInput } from "../../session.js";
import type { Variant } from "../../steps.js";
import { preflightHeaders } from "../../transport/transmit.js";
import * as words from "../../words/en.js";
import { problemCause, sentence } from "../../words/en-causes.js";

/** The request as authcore built it, why it could not, or undefined before there is an address. */
export type Attempt = Built | CallError | undefined;

export interface Texts {
  readonly http: Text | undefined;
  readonly curl: Text | undefined;
  /** Why the request alone can be written. */
  readonly cannotCurl: string | undefined;
}

export function textsOf(session: Session, variant: Variant, built: Attempt): Texts {
  const request = built && "request" in built ? built : undefined;
  const command = request ?? curlAlone(session, variant, built);
  return {
    http: request?.http,
    curl: command?.curl_error ? undefined : command?.curl,
    cannotCurl: command?.curl_error && sentence(command.curl_error.message),
  };
}

/** For the demo PIM in the page the curl gets its own token first: it stands before the page has one. */
function curlAlone(session: Session, variant: Variant, built: Attempt): Built | undefined {
  if (session.choice !== "demo" || !built || "request" in built || !lacksToken(built)) return undefined;
  const alone = buildNow(session, variant, { [built.field]: "a token" });
  return alone && "request" in alone ? alone : undefined;
}

const tokens: readonly string[] = ["access_token", "refresh_token", "app_token", "code"] satisfies TokenInput[];

function lacksToken(error: CallError): error is CallError & { field: TokenInput } {
  return error.field !== undefined && tokens.includes(error.field);
}

/** What stands in the panels while there is no request. */
export function notBuilt(built: Attempt): string {
  if (built === undefined) return problemCause({ kind: "no_address" }).cause;
  if ("request" in built) return "";
  if (!lacksToken(built)) return sentence(built.message);
  const { cause, detail } = problemCause({ kind: "no_token", input: built.field });
  return [cause, ...detail].join(" ");
}

export function browserAdds(session: Session, built: Attempt): TemplateResult {
  if (session.choice === "demo") return html`<p>${words.browserAdds.page}</p>`;
  const request = built && "request" in built ? built.request : { method: "POST", url: "", header: [] };
  if (kindOf(session) === "relay" && session.relay?.adds) return session.relay.adds(request);
  const adds = words.browserAdds.fetch(location.origin, request.method, preflightHeaders(request));
  return html`<p>${adds.intro}</p>
    <ul>
      ${adds.headers.map((line) => html`<li>${line}</li>`)}
    </ul>
    <p>${adds.preflight}</p>`;
}
