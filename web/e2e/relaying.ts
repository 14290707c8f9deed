// What a test of the relay starts: a demo PIM without the page's CORS, as
// somebody's own PIM, and the playground with a relay to it; and whatever else
// may answer where a PIM should.

import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const root = new URL("../..", import.meta.url).pathname;
const run = promisify(execFile);

interface Running {
  readonly output: string;
  stop(): Promise<void>;
}

/** Starts the command, and waits until it serves. */
function serve(path: string, ...args: string[]): Promise<Running> {
  const child: ChildProcess = spawn(path, ["serve", ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => { resolve(); }));
  let output = "";
  return new Promise((resolve, reject) => {
    const hear = (text: Buffer) => {
      output += text.toString();
      if (!output.includes("Ctrl-C stops.")) return;
      resolve({
        output,
        stop: async () => {
          child.kill("SIGINT");
          await ended;
        },
      });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => { reject(new Error(output)); });
  });
}

function addressIn(output: string, name: string): string {
  return new RegExp(`${name}.* (http:\\S+)\\n`).exec(output)?.[1] ?? "";
}

/** The token of the relay, which asks for one. */
export const relayToken = "a-token-for-this-relay-only";

export interface Relayed {
  /** The addresses of the page, of the relay, and of the PIM behind it. */
  readonly page: string;
  readonly relay: string;
  readonly pim: string;
  /** Of another relay for the same page, which asks for no token, to a server whose certificate nobody has signed. */
  readonly untrusted: { readonly relay: string; readonly pim: string };
  /** Ends the PIM, and has something else answer where it was until the returned function is called. */
  instead(answer: RequestListener): Promise<() => Promise<void>>;
  stopRelay(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRelayed(): Promise<Relayed> {
  const folder = await mkdtemp(join(tmpdir(), "relay-"));
  const path = join(folder, "build");
  await run("go", ["build", "-o", path, "./build"], { cwd: root });
  const own = await serve(path, "-pim-only", "-cors=false", "-pim-addr", "127.0.0.1:0");
  const pim = addressIn(own.output, "Demo PIM");
  const secure = createSecure(await selfSigned(folder), (_, answer) => answer.end("never"));
  const untrusted = `https://localhost:${String(await listen(secure, 0))}`;
  // A port that is free: the other relay has to know the page before it is there.
  const reserved = createServer();
  const port = String(await listen(reserved, 0));
  await close(reserved);
  const [front, other] = await Promise.all([
    serve(path, "-pim", pim, "-token", relayToken, "-addr", `127.0.0.1:${port}`, "-pim-addr", "127.0.0.1:0"),
    serve(path, "-pim", untrusted, "-allow-origin", `http://localhost:${port}`, "-addr", "127.0.0.1:0", "-pim-addr", "127.0.0.1:0"),
  ]);
  return {
    page: addressIn(front.output, "Playground"),
    relay: addressIn(front.output, "Relay"),
    pim,
    untrusted: { relay: addressIn(other.output, "Relay"), pim: untrusted },
    instead: async (answer) => {
      await own.stop();
      const server = createServer(answer);
      await listen(server, Number(new URL(pim).port));
      return () => close(server);
    },
    stopRelay: () => front.stop(),
    stop: async () => {
      await Promise.all([front.stop(), other.stop(), own.stop(), close(secure)]);
      await rm(folder, { recursive: true });
    },
  };
}

/** A certificate for localhost that it has signed itself: Go brings a program that makes them. */
async function selfSigned(folder: string): Promise<{ cert: Buffer; key: Buffer }> {
  const { stdout } = await run("go", ["env", "GOROOT"]);
  await run("go", ["run", join(stdout.trim(), "src/crypto/tls/generate_cert.go"), "-host", "localhost", "-ecdsa-curve", "P256"], { cwd: folder });
  return { cert: await readFile(join(folder, "cert.pem")), key: await readFile(join(folder, "key.pem")) };
}

/** The result is the port. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => { resolve((server.address() as AddressInfo).port); });
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => { resolve(); }));
}
