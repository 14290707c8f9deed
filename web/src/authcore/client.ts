// The calls of the Go module as typed functions, and the memory that lets the
// demo PIMs survive a crash of the module.

import type { DemoAnswer } from "../transport/transmit.js";
import type {
  BuildArgs,
  Built,
  Calls,
  DemoArgs,
  Encoded,
  ParsedAddress,
  ReadArgs,
  Reading,
  Result,
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
  /**
   * Puts a request to a demo PIM in this page. It rejects if there is no
   * answer: after a crash once the module runs again and the demo PIM is as it
   * was before this request.
   */
  demo(args: DemoArgs): Promise<DemoAnswer>;
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

  const versions = call("versions", {}); // they do not change
  return {
    versions: () => (versions.ok ? versions.value : []),
    parseAddress: (args) => call("parse_address", args),
    encode: (args) => call("encode", args),
    build: (args) => call("build", args),
    read: (args) => call("read", args),
    async demo(args) {
      await engine.running();
      const answer = call("demo", args);
      if (!answer.ok) {
        await engine.running();
        throw new Error(answer.error.message);
      }
      const { session } = args;
      const kept = call("demo_snapshot", { session });
      if (kept.ok) snapshots.set(session, kept.value.snapshot);
      return answer.value;
    },
  };
}
