// The five scenes. Each yields after an act: the acts stand in the page, in
// the same order. protection: whether the one under attack does it right.

import { sceneWords as words } from "../words/en-attacker.js";
import { ask, call, codeOf, exchange, fits, judged, letIn, newState, tokenOf } from "./moves.js";
import { must, pim } from "./stage.js";
import type { Stage } from "./stage.js";

export type Scene = (stage: Stage, protection: boolean) => AsyncGenerator<undefined, void>;

async function* state(stage: Stage, protection: boolean): AsyncGenerator<undefined, void> {
  await ask(stage, "attacker_browser", newState(stage));
  yield;
  const address = await letIn(stage, "attacker_browser");
  yield;
  const yours = newState(stage);
  if (protection) {
    stage.open("you", address, judged(stage, address, yours));
    yield;
    return;
  }
  stage.open("you", address, words.taken);
  yield;
  const token = tokenOf(await stage.send("app", exchange(stage, codeOf(address))));
  yield;
  await call(stage, "app", token);
  yield;
}

async function* replay(stage: Stage, protection: boolean): AsyncGenerator<undefined, void> {
  const yours = newState(stage);
  await ask(stage, "you", yours);
  const address = await letIn(stage, "you");
  const { request } = must(stage.client.build({ ...exchange(stage, codeOf(address)), pim }));
  stage.open("you", address, protection ? judged(stage, address, yours) : words.logged);
  yield;
  if (protection) {
    await stage.resend("app", request, "app_token");
    yield;
    await stage.resend("attacker", request, "app_token");
    yield;
    return;
  }
  const token = tokenOf(await stage.resend("attacker", request, "app_token"));
  yield;
  await call(stage, "attacker", token);
  yield;
  await stage.resend("app", request, "app_token");
  yield;
}

async function* challenge(stage: Stage, protection: boolean): AsyncGenerator<undefined, void> {
  const yours = newState(stage);
  await ask(stage, "you", yours);
  const address = await letIn(stage, "you");
  const code = codeOf(address);
  yield;
  if (protection) {
    await stage.send("attacker", { ...exchange(stage, code), app_secret: "a-guess" });
    yield;
    const tried = exchange(stage, code);
    await stage.send("attacker", { ...tried, code_challenge: await pkce(tried.code_identifier) });
    yield;
  } else {
    const token = tokenOf(await stage.send("attacker", exchange(stage, code)));
    yield;
    await call(stage, "attacker", token);
    yield;
  }
  stage.open("you", address, judged(stage, address, yours));
  await stage.send("app", exchange(stage, code));
  yield;
}

/** The challenge of RFC 7636, method S256: base64url of the hash of the verifier alone. */
async function pkce(verifier: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)));
  return btoa(String.fromCharCode(...hash)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function* refresh(stage: Stage, protection: boolean): AsyncGenerator<undefined, void> {
  const { code, client_id, secret, username, password } = stage.connection;
  const login = { request: "password", client_id, secret, username, password } as const;
  const first = await stage.send("connector", login);
  const stored = first?.shape === "token" ? first.token : { access_token: "", refresh_token: "" };
  const again = (refresh_token: string) => ({ request: "refresh", client_id, secret, refresh_token }) as const;
  yield;
  const second = await stage.send("attacker", again(stored.refresh_token));
  const stolen = second?.shape === "token" ? second.token.refresh_token : "";
  yield;
  await call(stage, "connector", stored.access_token);
  yield;
  await stage.wait("3601s");
  await call(stage, "connector", stored.access_token);
  await stage.send("connector", again(stored.refresh_token));
  yield;
  if (!protection) {
    await stage.send("connector", login);
    yield;
    const token = tokenOf(await stage.send("attacker", again(stolen)));
    yield;
    await call(stage, "attacker", token);
    yield;
    return;
  }
  await stage.screen("you", "POST", `/rest/connections/${code}/regenerate-secret`);
  const shown = await stage.screen("you", "GET", `/rest/connections/${code}`);
  const renewed = (JSON.parse(shown.body ?? "") as { secret: string }).secret;
  yield;
  await stage.send("attacker", again(stolen));
  yield;
  await stage.send("connector", { ...login, secret: renewed });
  yield;
}

async function* browser(stage: Stage, protection: boolean): AsyncGenerator<undefined, void> {
  const yours = newState(stage);
  await ask(stage, "you", yours);
  const address = await letIn(stage, "you");
  yield;
  const theirs = newState(stage);
  if (protection) {
    stage.open("attacker_browser", address, judged(stage, address, theirs));
    yield;
    stage.open("you", address, judged(stage, address, yours));
    await stage.send("app", exchange(stage, codeOf(address)));
    yield;
    return;
  }
  const known = [theirs, yours].some((one) => fits(stage, address, one));
  stage.open("attacker_browser", address, known ? words.known : judged(stage, address, theirs));
  yield;
  const token = tokenOf(await stage.send("app", exchange(stage, codeOf(address))));
  yield;
  await call(stage, "app", token);
  yield;
  stage.open("you", address, words.known);
  await stage.send("app", exchange(stage, codeOf(address)));
  yield;
}

export const scenes: Readonly<Record<string, Scene>> = { state, replay, challenge, refresh, browser };
