// Exchanges for the tests of the journal's views.

import type { Exchange } from "./journal.js";
import type { WireRequest, WireResponse } from "../transport/transmit.js";

export const noon = Date.UTC(2026, 0, 1, 12);

/** An exchange with the demo PIM, n seconds after noon, answered by 200 and nothing unless part says otherwise. */
export function exchanged(n: number, part: Partial<Omit<Exchange, "request">> & { readonly request?: Partial<WireRequest> } = {}): Exchange {
  return {
    n,
    step: "token",
    what: "POST token",
    from: "client",
    to: "pim",
    place: "demo",
    shown: [],
    started: noon + n * 1000,
    startedThere: noon + n * 1000,
    outcome: answer({}),
    ...part,
    request: { method: "POST", url: "https://demo.pim/api/oauth/v1/token", header: [], ...part.request },
  };
}

export function answer(response: Partial<WireResponse>, exact = true): Exchange["outcome"] {
  return { sent: { response: { status: 200, header: [], body: "", ...response }, ms: 5, exact, redirected: false } };
}

export function lost(mayHaveActed: boolean): Exchange["outcome"] {
  return { failure: { code: "dropped", mayHaveActed, ms: 7, host: "demo.pim" } };
}

const pair = btoa("1_client:the-secret-1");

/** A password grant and the call after it. */
export const password = exchanged(1, {
  request: { header: [["Authorization", `Basic ${pair}`], ["Content-Type", "application/json"]], body: '{"grant_type":"password","username":"julia","password":"pass-word"}' },
  outcome: answer({ header: [["Content-Type", "application/json"]], body: '{"access_token":"ACCESS-1","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"REFRESH-1"}' }),
});
export const call = exchanged(2, { step: "api", what: "GET categories", request: { method: "GET", url: "https://demo.pim/api/rest/v1/categories?limit=2", header: [["Authorization", "Bearer ACCESS-1"]] } });
export const refresh = exchanged(3, {
  step: "refresh",
  what: "POST token (refresh)",
  request: { header: [["Authorization", `Basic ${pair}`], ["Content-Type", "application/x-www-form-urlencoded"]], body: "grant_type=refresh_token&refresh_token=REFRESH-1" },
  outcome: answer({ body: '{"access_token":"ACCESS-2","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"REFRESH-2"}' }),
});

const claims = btoa(JSON.stringify({ exp: (noon + 3_604_500) / 1000 })).replaceAll("=", "");
export const idToken = `eyJhbGciOiJSUzI1NiJ9.${claims}.c2lnbmF0dXJl`;

/** The end of an App's flow: the PIM sends the browser back, the App takes the code and exchanges it. */
export const redirected = exchanged(4, {
  step: "consent",
  what: "GET authorize",
  from: "browser",
  request: { method: "GET", url: "https://demo.pim/connect/apps/v1/authorize?response_type=code&client_id=app&state=STATE-123" },
  outcome: answer({ status: 302, header: [["Location", "http://localhost:8080/callback?code=CODE-1234&state=STATE-123"], ["Set-Cookie", "BAPID=SESSION-1; path=/; httponly"]] }),
});
export const callback = exchanged(5, { step: "callback", what: "GET callback", from: "browser", to: "client", request: { method: "GET", url: "http://localhost:8080/callback?code=CODE-1234&state=STATE-123" }, outcome: { taken: "The state is yours." } });
export const appToken = exchanged(6, {
  step: "app-token",
  what: "POST App token",
  request: { url: "https://demo.pim/connect/apps/v1/oauth2/token", body: '{"grant_type":"authorization_code","code":"CODE-1234","code_identifier":"IDENTIFIER","code_challenge":"hash"}' },
  outcome: answer({ body: `{"access_token":"APP-TOKEN-1","token_type":"bearer","scope":"openid","id_token":"${idToken}"}` }),
});
