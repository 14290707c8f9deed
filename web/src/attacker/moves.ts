// The moves that several scenes have: a person lets the App in, somebody
// exchanges a code, somebody calls the API.

import type { BuildArgs, Reading } from "../authcore/contract.js";
import { sceneWords as words } from "../words/en-attacker.js";
import { must, pim } from "./stage.js";
import type { Actor, Stage } from "./stage.js";

const scope = "read_categories";

/** A new state, which the App puts into the session of a browser. */
export function newState({ client }: Stage): string {
  return must(client.random({ kind: "state" })).text;
}

/** A browser opens the App's request for authorization. */
export async function ask(stage: Stage, actor: Actor, state: string): Promise<void> {
  const { request } = must(stage.client.build({ request: "app_authorize", pim, app_client_id: stage.app.client_id, state, scope }));
  await stage.browse(actor, { action: "open", url: request.url });
}

/** The person logs in there and lets the App in. The result is the address that the browser is sent to then. */
export async function letIn(stage: Stage, actor: Actor): Promise<string> {
  let at = await stage.browse(actor, { action: "login", username: "admin", password: "admin" });
  // A step of the consent each; at the last the browser leaves the PIM.
  while (at.screen?.kind === "consent") at = await stage.browse(actor, { action: "next", agree: true });
  if (at.screen) throw new Error(`the PIM shows ${at.screen.title} instead of letting the App in`);
  return at.address;
}

/** The code in a callback's address, whosever it is. */
export function codeOf(address: string): string {
  return new URL(address).searchParams.get("code") ?? "";
}

/** Whether an App that checks takes the callback, in a browser whose session has a state. */
export function fits({ client }: Stage, address: string, state: string): boolean {
  return client.callback({ url: address, state }).ok;
}

/** What such an App makes of it, in words. */
export function judged(stage: Stage, address: string, state: string): string {
  return fits(stage, address, state) ? words.matched : words.refused(new URL(address).searchParams.get("state") ?? "", state);
}

/** What exchanges a code, with a new code identifier. */
export function exchange({ client, app }: Stage, code: string): Omit<BuildArgs, "pim"> & { code_identifier: string } {
  const { text } = must(client.random({ kind: "code_identifier" }));
  return { request: "app_token", app_client_id: app.client_id, app_secret: app.client_secret, code, code_identifier: text };
}

/** The token in an answer; none is "". */
export function tokenOf(reading: Reading | undefined): string {
  return reading?.shape === "app_token" || reading?.shape === "token" ? reading.token.access_token : "";
}

export async function call(stage: Stage, actor: Actor, access_token: string): Promise<void> {
  await stage.send(actor, { request: "categories", access_token });
}
