// From what was pasted to a request that can be sent: addressed to another PIM
// and, where a header or a pair is all there is, filled in around it.

import type { Client } from "../authcore/client.js";
import type { RequestName } from "../authcore/contract.js";
import type { WireRequest } from "../transport/transmit.js";
import type { Made, Meant } from "./state.js";

const routes = { token: "/api/oauth/v1/token", app_token: "/connect/apps/v1/oauth2/token", categories: "/api/rest/v1/categories" } as const;

/** The user that a token request needs where none was pasted. */
export type User = Required<Pick<Meant, "username" | "password">>;

/** The request as it goes to the PIM at an address; undefined if it is none that a PIM could be sent. */
export function made(client: Client, request: WireRequest, pim: string, user: User, changes: readonly string[] = []): Made | undefined {
  const whole = filledIn(request, user);
  if (!whole) return undefined;
  const url = addressed(whole.request.url, pim);
  if (url === undefined) return undefined;
  const sent = { ...whole.request, url };
  const texts = client.text({ request: sent });
  return texts.ok ? { request: sent, http: texts.value.http, curl: texts.value.curl, changes, filled: whole.filled } : undefined;
}

/** The address with another scheme and host; its path and query stay, byte for byte. */
function addressed(url: string, pim: string): string | undefined {
  const [target = ""] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").split("#");
  const whole = `${pim}${target.startsWith("/") ? "" : "/"}${target}`;
  return URL.canParse(whole) ? whole : undefined;
}

function filledIn(request: WireRequest, { username, password }: User): { request: WireRequest; filled: Made["filled"] } | undefined {
  const { header, body, body_base64 } = request;
  const filled: string[] = [];
  const route = routeOf(request);
  let { method, url } = request;
  if (url === "") {
    url = routes[route];
    filled.push("url");
  } else if (method === "" && !/\/(api|connect)\//.test(url)) return undefined; // an address of an App, or any other
  if (method === "") {
    method = route === "categories" ? "GET" : "POST";
    filled.push("method");
  }
  const bare = filled.includes("url") && route === "token" && body === undefined && body_base64 === undefined;
  if (!bare) return { request: { ...request, method, url }, filled };
  filled.push("body");
  const typed = header.some(([name]) => name.toLowerCase() === "content-type");
  return {
    request: { method, url, header: typed ? header : [...header, ["Content-Type", "application/json"]], body: JSON.stringify({ grant_type: "password", username, password }, null, 2) },
    filled,
  };
}

/** The route that a request means, by its address or by what else there is of it. */
function routeOf({ url, header, body = "" }: WireRequest): keyof typeof routes {
  if (url.includes(routes.token)) return "token";
  if (url.includes(routes.app_token)) return "app_token";
  if (url !== "") return "categories";
  if (/code_identifier|code_challenge/.test(body)) return "app_token";
  return header.some(([name, value]) => name.toLowerCase() === "authorization" && /^bearer/i.test(value)) ? "categories" : "token";
}

/** What authcore calls the request, so that it reads the answer. */
export function nameOf({ url, body = "" }: WireRequest): RequestName | undefined {
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  if (path.endsWith(routes.token)) return body.includes("refresh_token") ? "refresh" : "password";
  if (path.endsWith(routes.app_token)) return "app_token";
  return path.endsWith(routes.categories) ? "categories" : undefined;
}
