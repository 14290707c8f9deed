// Fetches the Go module, runs it, and runs it anew when it dies.
//
// A panic that the module caught starts it anew. Three things end it by
// themselves: a fatal error (it calls exit, and
// the call returns undefined), a stack that overflows (the call throws), and a
// call after its end (throws). In each case its memory is not to be trusted
// any more, so a fresh instance takes its place; that takes milliseconds, since
// the compiled module is kept.

import { Go, scope } from "go:wasm_exec";

import type { CallError, Result } from "./contract.js";
import { unpacking } from "./unpack.js";

/** A running module. */
export interface Engine {
  /** Makes one call by its name. Never throws; a call that kills the module answers "crashed". */
  call(name: string, args: object): Result<unknown>;
  /** Resolves when the module runs: at once, or after the restart that a crash began. Never rejects. */
  running(): Promise<void>;
  /** Has f called after every restart, before any other call. */
  onRestart(f: () => void): void;
  /** Ends the module for good, and leaves only zeros in its memory. */
  end(): void;
}

/** Go's own loader: the class, and the object that a program sets its functions on. */
export interface Loader {
  Go: typeof Go;
  scope: Record<string, unknown>;
}

/**
 * Loads the module from its URL, or runs a compiled one. It never rejects: the
 * error is "not_loaded" and says what the browser said.
 */
export async function load(source: string | WebAssembly.Module, loader: Loader = { Go, scope }): Promise<Result<Engine>> {
  try {
    const module = typeof source === "string" ? await fetchModule(source) : source;
    return { ok: true, value: engineOf(module, loader, await start(module, loader)) };
  } catch (cause) {
    return { ok: false, error: { code: "not_loaded", message: `the Go module could not be loaded: ${said(cause)}` } };
  }
}

async function fetchModule(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return compile(response);
}

/** Compiles the module as the build wrote it, while it comes where the browser can do that. */
export async function compile({ body }: Response): Promise<WebAssembly.Module> {
  const unpacked = new Response(body?.pipeThrough(unpacking(pause)) ?? null, { headers: { "Content-Type": "application/wasm" } });
  return "compileStreaming" in WebAssembly ? WebAssembly.compileStreaming(unpacked) : WebAssembly.compile(await unpacked.arrayBuffer());
}

/** Until the next task: a message comes at once, where a timer waits for milliseconds. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** One life of the module. */
interface Life {
  call: (name: string, json: string) => unknown;
  dead: boolean;
  /** Overwrites its memory: it may hold secrets, and the browser frees it when it likes. */
  wipe: () => void;
}

async function start(module: WebAssembly.Module, { Go, scope }: Loader): Promise<Life> {
  const go = new Go();
  go.env = { GOGC: "20" }; // memory never shrinks, and calls are short: collect often
  const life: Life = { call: () => undefined, dead: false, wipe: () => undefined };
  const end = () => {
    life.dead = true;
  };
  go.exit = end;
  delete scope.pimauth;
  // run returns when the program ends; what it sets, it has set by its first pause.
  const instance = await WebAssembly.instantiate(module, go.importObject);
  life.wipe = () => {
    // Its timers would go on in what is left.
    for (const timer of go._scheduledTimeouts?.values() ?? []) clearTimeout(timer);
    const { mem } = instance.exports;
    if (mem instanceof WebAssembly.Memory) new Uint8Array(mem.buffer).fill(0);
  };
  go.run(instance).then(end, end);
  const pimauth = scope.pimauth as { call: Life["call"] } | undefined;
  if (!pimauth) throw new Error("it did not start");
  life.call = (name, json) => pimauth.call(name, json);
  return life;
}

function engineOf(module: WebAssembly.Module, loader: Loader, first: Life): Engine {
  let life = first;
  let restarting: Promise<void> | undefined;
  let ended = false;
  const listeners: (() => void)[] = [];

  const call = (name: string, args: object): Result<unknown> => {
    if (life.dead) {
      restart();
      return crashed(`${name}: the Go module is being started again`);
    }
    try {
      const answer = life.call(name, JSON.stringify(args, wellFormed));
      // The call that ends the program returns undefined.
      if (typeof answer === "string") {
        const result = JSON.parse(answer) as Result<unknown>;
        if (result.ok || result.error.code !== "panic") return result;
        // It lives, but what the panic left half done is not to be trusted.
        life.dead = true;
        restart();
        return { ok: false, error: { ...result.error, message: `${result.error.message}; the Go module is started again` } };
      }
    } catch {
      // What the exception says was made by a module that is gone.
    }
    life.dead = true;
    restart();
    return crashed(`${name}: the Go module crashed and is started again`);
  };

  const restart = () => {
    if (ended) return;
    restarting ??= again().finally(() => {
      restarting = undefined;
    });
  };
  const again = async () => {
    try {
      life.wipe();
      life = await start(module, loader);
      for (const f of listeners) f();
      // What the listeners put back must not kill the module for good.
      if (life.dead) life = await start(module, loader);
    } catch {
      // It stays dead; the next call tries once more.
    }
  };

  return {
    call,
    running: async () => restarting,
    onRestart(f) {
      listeners.push(f);
    },
    end() {
      ended = true;
      life.dead = true;
      life.wipe();
    },
  };
}

function crashed(message: string): { ok: false; error: CallError } {
  return { ok: false, error: { code: "crashed", message } };
}

/** Half a surrogate pair is no character: it leaves as U+FFFD, as in a body that fetch sends. */
function wellFormed(_name: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;
}

function said(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
