// The stage of one scene: a demo PIM of its own, the App and the connector that
// are played, and the messages among them. Every message to the PIM is sent,
// and each goes into the journal.

import type { Client } from "../authcore/client.js";
import type { BrowseArgs, Browsed, BuildArgs, Reading, RequestName, Result } from "../authcore/contract.js";
import { rawText } from "../demo.js";
import type { Exchange, Lane } from "../journal/journal.js";
import { record } from "../journal/record.js";
import type { Session } from "../session.js";
import type { WireRequest, WireResponse } from "../transport/transmit.js";
import { actors } from "../words/en-attacker.js";

export type Actor = "attacker_browser" | "attacker" | "you" | "app" | "connector";

const lanes: Record<Actor, Lane> = { attacker_browser: "browser", you: "browser", attacker: "client", app: "client", connector: "client" };

export const pim = "https://demo.pim";

/** What the demo PIM's seeds say of the App and of the first connection. */
export interface Props {
  readonly app: { readonly client_id: string; readonly client_secret: string };
  readonly connection: { readonly code: string; readonly client_id: string; readonly secret: string; readonly username: string; readonly password: string };
}

// Distributes over the actions: Omit of the union would lose what each has.
type Without<T> = T extends unknown ? Omit<T, "session" | "version"> : never;

export interface Stage extends Props {
  readonly client: Client;
  /** What was sent in the act that is being played. */
  readonly sent: Exchange[];
  /** Does one thing in a person's browser. */
  browse(actor: Actor, act: Without<BrowseArgs>): Promise<Browsed>;
  /** Sends a request that authcore builds. */
  send(actor: Actor, args: Omit<BuildArgs, "pim">): Promise<Reading | undefined>;
  /** Sends a request as it is. */
  resend(actor: Actor, request: WireRequest, name: RequestName): Promise<Reading | undefined>;
  /** What the PIM's own screens send, from the browser of somebody who is logged in there. */
  screen(actor: Actor, method: string, path: string): Promise<WireResponse>;
  /** A browser opens an address of the App; taken: what the App makes of it. */
  open(actor: Actor, address: string, taken: string): void;
  /** Lets time pass at the PIM. */
  wait(advance: string): Promise<void>;
}

/** Sets a scene's demo PIM back to its seeds, and hands it over. */
export async function openStage(session: Session, client: Client, scene: string): Promise<Stage> {
  const { version } = session;
  const place = `attacker ${scene}`;
  const names = { session: `attacker-${scene}-${version}`, version };
  const sent: Exchange[] = [];
  let ahead = 0;
  const ask = (request: WireRequest) => client.demo({ ...names, request });
  const control = async (method: string, route: string, body?: object): Promise<unknown> => {
    const { response } = await ask({ method, url: `${pim}/_demo/${route}`, header: [], ...(body ? { body: JSON.stringify(body) } : {}) });
    if (response.status !== 200) throw new Error(`/_demo/${route}: ${response.body ?? ""}`);
    return JSON.parse(response.body ?? "");
  };
  const keep = (actor: Actor, to: Lane, request: WireRequest, outcome: Exchange["outcome"], started: number, name?: RequestName) => {
    const what = `${actors[actor]}: ${request.method} ${new URL(request.url).pathname}`;
    const exchange = record(session, { step: `attacker-${scene}`, what, place, from: lanes[actor], to, request, shown: rawText(session, request), started, startedThere: started + ahead, outcome, ...(name ? { name } : {}) });
    sent.push(exchange);
    return exchange;
  };
  const answered = (response: WireResponse, started: number): Exchange["outcome"] => ({ sent: { response, ms: Date.now() - started, exact: true, redirected: false } });

  const told = (await control("POST", "reset", { version })) as { app: Props["app"]; connections: [Props["connection"]] };
  const resend: Stage["resend"] = async (actor, request, name) => {
    const started = Date.now();
    const { response } = await ask(request);
    return keep(actor, "pim", request, answered(response, started), started, name).reading;
  };
  return {
    client,
    sent,
    app: told.app,
    connection: told.connections[0],
    resend,
    send: (actor, args) => resend(actor, must(client.build({ ...args, pim })).request, args.request),
    async browse(actor, act) {
      const started = Date.now();
      const browsed = await client.browse({ ...names, ...act });
      for (const { request, response } of browsed.exchanges) keep(actor, "pim", request, answered(response, started), started);
      return browsed;
    },
    async screen(actor, method, path) {
      const started = Date.now();
      const header: [string, string][] = [["X-Requested-With", "XMLHttpRequest"]];
      const response = (await control("POST", "ui", { as: "admin", method, path, header, body: "" })) as WireResponse;
      keep(actor, "pim", { method, url: `${pim}${path}`, header }, answered(response, started), started);
      return response;
    },
    open(actor, address, taken) {
      keep(actor, "client", { method: "GET", url: address, header: [] }, { taken }, Date.now());
    },
    async wait(advance) {
      const before = Date.now();
      const { now } = (await control("POST", "clock", { advance })) as { now: string };
      ahead = Date.parse(now) - before;
    },
  };
}

/** The value of a call that cannot fail here. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
