// The calls of the Go module as typed functions, and the memory that lets the
// demo PIMs survive a crash of the module.

import type { DemoAnswer, WireRequest } from "../transport/transmit.js";
import type {
  BrowseArgs,
  Browsed,
  BuildArgs,
  Built,
  Calls,
  ChallengeVerdict,
  ClientArgs,
  ClientStep,
  DemoArgs,
  Encoded,
  IDToken,
  ParsedAddress,
  ReadArgs,
  Reading,
  Result,
  Scope,
  Text,
  TokenFault,
  Version,
} from "./contract.js";
import type { Engine } from "./load.js";

/** The calls. None throws; what went wrong is in the result. */
export interface Client {
  /** The versions that the demo PIM imitates, oldest first. */
  versions(): Version[];
  parseAddress(args: { text: string }): Result<ParsedAddress>;
  encode(args: { client_id: string; secret: string }): Result<Encoded>;
  build(args: BuildArgs): Result<Built>;
  read(args: ReadArgs): Result<Reading>;
  /** Any request as raw HTTP and as curl. */
  text(args: { request: WireRequest }): Result<{ http: Text; curl: Text }>;
  challenge(args: { code_identifier: string; app_secret: string }): Result<{ code_challenge: string }>;
  checkChallenge(args: { challenge: string; code_identifier: string; app_secret: string }): Result<ChallengeVerdict>;
  /** A new state or code identifier, of the browser's own random. */
  random(args: { kind: "state" | "code_identifier" }): Result<{ text: string }>;
  /** The scopes that a version knows. */
  scopes(args: { version: string }): Result<Scope[]>;
  /** Scopes with those that come with them. */
  withImplied(args: { scope: string }): Result<{ scope: string }>;
  /** Reads the address that a PIM opens an App with. */
  activation(args: { url: string }): Result<{ pim_url: string; address: ParsedAddress }>;
  /** Reads the address that a PIM sends the browser back to. */
  callback(args: { url: string; state: string }): Result<{ code: string }>;
  idToken(args: { token: string }): Result<IDToken>;
  idTokenFaults(args: { token: string; issuer: string; client_id: string; now_ms: number }): Result<TokenFault[]>;
  /** The public key in a certificate. */
  certificate(args: { pem: string }): Result<{ spki_base64: string }>;
  /** The version in what a PIM shows as its own. */
  guessVersion(args: { text: string }): Result<{ version: string }>;
  /** Tells a PHP client library what happened, and what it does next. */
  library(args: ClientArgs): Result<ClientStep>;
  /** Any call by its name: those of the doctor have no method of their own. */
  ask<N extends keyof Calls>(name: N, args: Calls[N]["args"]): Result<Calls[N]["value"]>;
  /**
   * Puts a request to a demo PIM in this page. It rejects if there is no
   * answer: after a crash once the module runs again and the demo PIM is as it
   * was before this request.
   */
  demo(args: DemoArgs): Promise<DemoAnswer>;
  /**
   * Does in the browser at a demo PIM in this page what a person does. It
   * rejects as demo does, and if the screen has no such thing to do.
   */
  browse(args: BrowseArgs): Promise<Browsed>;
  /** Ends the module, the demo PIMs in it and what is kept of them. */
  end(): void;
}

/** Returns the calls of engine. */
export function createClient(engine: Engine): Client {
  const call = <N extends keyof Calls>(name: N, args: Calls[N]["args"]) =>
    engine.call(name, args) as Result<Calls[N]["value"]>;

  // What each demo PIM knew after its last answer, to be put back.
  const snapshots = new Map<string, string>();
  engine.onRestart(() => {
    for (const [session, snapshot] of snapshots) call("demo_restore", { session, snapshot });
  });

  const put = async <N extends "demo" | "browse">(name: N, args: Calls[N]["args"]): Promise<Calls[N]["value"]> => {
    await engine.running();
    const answer = call(name, args);
    if (!answer.ok) {
      await engine.running();
      throw new Error(answer.error.message);
    }
    const { session } = args;
    const kept = call("demo_snapshot", { session });
    if (kept.ok) snapshots.set(session, kept.value.snapshot);
    return answer.value;
  };

  const versions = call("versions", {}); // they do not change
  return {
    versions: () => (versions.ok ? versions.value : []),
    parseAddress: (args) => call("parse_address", args),
    encode: (args) => call("encode", args),
    build: (args) => call("build", args),
    read: (args) => call("read", args),
    text: (args) => call("text", args),
    challenge: (args) => call("challenge", args),
    checkChallenge: (args) => call("check_challenge", args),
    random: ({ kind }) => call("random", { kind, random_base64: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(30)))) }),
    scopes: (args) => call("scopes", args),
    withImplied: (args) => call("with_implied", args),
    activation: (args) => call("activation", args),
    callback: (args) => call("callback", args),
    idToken: (args) => call("id_token", args),
    idTokenFaults: (args) => call("id_token_faults", { ...args, now_ms: Math.floor(args.now_ms) }),
    certificate: (args) => call("certificate", args),
    guessVersion: (args) => call("guess_version", args),
    library: (args) => call("client", args),
    ask: call,
    demo: (args) => put("demo", args),
    browse: (args) => put("browse", args),
    end() {
      snapshots.clear();
      engine.end();
    },
  };
}
