// Documentation of others as its writers make it: the folders of
// build/proof/docs, with what the verb snippet prints in place of each line
// that names an embed, built by the system that each is for, and served.

import { existsSync, rmSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { command } from "./servers.ts";

const sources = "../build/proof/docs";
const hugo = join(process.cwd(), "../bin/hugo");

export interface System {
  readonly name: string;
  /** What make proof installs for it. */
  readonly needs: readonly string[];
  /** Builds what is in a folder, and says where the result is. */
  readonly build: (folder: string, env: NodeJS.ProcessEnv) => Promise<string>;
  /** The name of the button of its theme, if it has one; those without follow the browser. */
  readonly theme?: RegExp;
  /** Its links change the page without loading another. */
  readonly stays: boolean;
}

const node = (script: string, ...args: string[]) => async (folder: string, env: NodeJS.ProcessEnv) => command("node", [`node_modules/${script}`, ...args], { cwd: folder, env });

export const systems: readonly System[] = [
  { name: "plain", needs: [], build: async (folder) => Promise.resolve(folder), stays: false },
  {
    name: "hugo",
    needs: [hugo],
    build: async (folder) => {
      await command(hugo, ["--quiet"], { cwd: folder });
      return join(folder, "public");
    },
    stays: false,
  },
  {
    name: "vitepress",
    needs: [`${sources}/vitepress/node_modules/.stamp`],
    build: async (folder, env) => {
      await node("vitepress/bin/vitepress.js", "build")(folder, env);
      return join(folder, ".vitepress/dist");
    },
    theme: /^Switch to/,
    stays: true,
  },
  {
    name: "docusaurus",
    needs: [`${sources}/docusaurus/node_modules/.stamp`],
    build: async (folder, env) => {
      // Its cache lies beside its packages, and knows the pages by the folder that they were in before.
      await node("@docusaurus/core/bin/docusaurus.mjs", "build")(folder, { ...env, DOCUSAURUS_NO_PERSISTENT_CACHE: "true" });
      return join(folder, "build");
    },
    theme: /^Switch between dark and light mode/,
    stays: true,
  },
];

/** What the verb prints for the arguments behind "embed:", and all else of the line. */
const line = /(?:<!--|\{\/\*) embed: (.+?) (?:-->|\*\/\})/;

/** The text of a page with its embeds in it. */
export async function withEmbeds(text: string, playground: string): Promise<string> {
  const parts = text.split(new RegExp(line, "g"));
  const written = parts.map(async (part, i) => (i % 2 === 0 ? part : snippet(part, playground)));
  return (await Promise.all(written)).join("");
}

// Built once: go run would link the program for each embed.
let built: Promise<string> | undefined;

async function program(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "pimauth-build-")), "build");
  await command("go", ["build", "-o", file, "./build"], { cwd: ".." });
  process.once("exit", () => {
    rmSync(dirname(file), { recursive: true });
  });
  return file;
}

async function snippet(args: string, playground: string): Promise<string> {
  built ??= program();
  const { stdout } = await command(await built, ["snippet", "--src", `${playground}/`, ...args.split(" ")], { cwd: ".." });
  return stdout.trimEnd();
}

/** The pages of a system as its writers have them. */
export async function pageOf(name: string, file: string, playground: string): Promise<string> {
  return withEmbeds(await readFile(join(sources, name, file), "utf8"), playground);
}

export interface Docs {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Builds the documentation of a system and serves it, at another site than the playground's. */
export async function publish(system: System, playground: string): Promise<Docs> {
  if (system.needs.some((path) => !existsSync(path))) throw new Error(`what builds ${system.name} is missing: run \`make proof ARGS=docs\`, which installs it`);
  const folder = await mkdtemp(join(tmpdir(), "pimauth-docs-"));
  const from = join(sources, system.name);
  await cp(from, folder, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (!file.isFile() || !/\.(?:html|mdx?)$/.test(path) || path.includes("layouts")) continue;
    const text = await readFile(path, "utf8");
    await writeFile(path, await withEmbeds(text, playground));
  }
  await symlink(join(process.cwd(), from, "node_modules"), join(folder, "node_modules"));
  const site = await system.build(folder, { ...process.env, PLAYGROUND: playground, NODE_ENV: "production", CI: "true", NO_UPDATE_NOTIFIER: "1" });
  const { origin, stop } = await serve(site);
  return {
    origin,
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

const types: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

/** A static host that knows nothing of the playground. */
async function serve(site: string): Promise<Docs> {
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? "/", "http://docs");
    const file = pathname.endsWith("/") ? `${pathname}index.html` : extname(pathname) === "" ? `${pathname}/index.html` : pathname;
    readFile(join(site, file)).then(
      (content) => answer.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" }).end(content),
      () => answer.writeHead(404).end(),
    );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
