// Web servers as processes of their own, in a folder and at a port of their
// own: nothing of the machine's is touched.

import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

export const command = promisify(execFile);

/** Where a server stands: what its configuration is written with. */
export interface Place {
  /** With public/index.php in it, which nothing runs: servers look whether it is there. */
  readonly folder: string;
  readonly port: number;
}

export type Kind = "nginx" | "apache" | "caddy";

/** The configuration of one site, and in nginx of what is around it. */
export interface Site {
  readonly kind: Kind;
  readonly lines: (at: Place) => string;
  readonly around?: string;
  /** Modules of nginx to load, as Debian names them. */
  readonly modules?: readonly string[];
  /** By HTTP/2 as well, without TLS; nginx by that alone. */
  readonly http2?: boolean;
}

export interface WebServer extends Place {
  readonly origin: string;
  /** Has it read another configuration, as its administrator would. */
  reload(site: Site): Promise<void>;
  stop(): Promise<void>;
}

// Users' PATHs often lack the folder of servers; make installs Caddy into bin/.
const env = { ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/sbin:${join(process.cwd(), "../bin")}` };
const apacheModules = "/usr/lib/apache2/modules";
const loaded = ["mpm_event", "authz_core", "alias", "dir", "env", "headers", "http2", "mime", "proxy", "proxy_fcgi", "proxy_http", "rewrite", "setenvif"];
const root = process.getuid?.() === 0;

const configuration: Record<Kind, (site: Site, at: Place) => string> = {
  nginx: ({ lines, around = "", modules = [], http2 = false }, at) => `
${modules.map((name) => `load_module /usr/lib/nginx/modules/ngx_http_${name}_module.so;`).join("\n")}
daemon off;
# A browser keeps connections in reserve, which would hold the old workers.
worker_shutdown_timeout 1s;
pid ${at.folder}/pid;
error_log ${at.folder}/log notice;
events {}
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${at.folder}/${name};`).join(" ")}
  ${around}
  server {
    listen 127.0.0.1:${at.port}${http2 ? " http2" : ""};
    root ${at.folder}/public;
    ${lines(at)}
  }
}`,
  // It gives up root's rights, if it has them, and wants to be told for whose.
  apache: ({ lines }, at) => `
ServerRoot ${at.folder}
ServerName localhost
PidFile ${at.folder}/pid
ErrorLog ${at.folder}/log
${loaded.map((name) => `LoadModule ${name}_module ${apacheModules}/mod_${name}.so`).join("\n")}
TypesConfig /dev/null
${root ? "User #65534\nGroup #65534" : ""}
Protocols h2c http/1.1
Listen 127.0.0.1:${at.port}
<VirtualHost 127.0.0.1:${at.port}>
DocumentRoot ${at.folder}/public
${lines(at)}
</VirtualHost>`,
  caddy: ({ lines }, at) => `
{
	admin unix/${at.folder}/admin
	auto_https off
	persist_config off
	servers {
		protocols h1 h2c
	}
}
http://127.0.0.1:${at.port} {
	root * ${at.folder}/public
${lines(at)}
}`,
};

interface Way {
  readonly file: string;
  run(file: string): [name: string, ...args: string[]];
  check(file: string): [name: string, ...args: string[]];
  reload(process: ChildProcess, at: Place): Promise<void>;
}

const ways: Record<Kind, Way> = {
  nginx: {
    file: "nginx.conf",
    run: (file) => ["nginx", "-c", file, "-e", `${file}.log`],
    check: (file) => ["nginx", "-t", "-q", "-c", file, "-e", `${file}.log`],
    reload: (process, at) => signalled(process, at, "SIGHUP", /worker process \d+ exited with code 0/g),
  },
  apache: {
    file: "apache.conf",
    run: (file) => ["apache2", "-D", "FOREGROUND", "-f", file],
    check: (file) => ["apache2", "-t", "-f", file],
    reload: (process, at) => signalled(process, at, "SIGUSR1", /resuming normal operations/g),
  },
  caddy: {
    file: "Caddyfile",
    run: (file) => ["caddy", "run", "--config", file, "--adapter", "caddyfile"],
    check: (file) => ["caddy", "validate", "--config", file, "--adapter", "caddyfile"],
    reload: async (_, at) => {
      await command("caddy", ["reload", "--force", "--config", `${at.folder}/Caddyfile`, "--adapter", "caddyfile", "--address", `unix/${at.folder}/admin`], { env });
    },
  },
};

/** Sends a signal, and waits until the log says once more what says that it is obeyed. */
async function signalled(process: ChildProcess, at: Place, signal: NodeJS.Signals, said: RegExp): Promise<void> {
  const times = async () => (await readFile(`${at.folder}/log`, "utf8")).match(said)?.length ?? 0;
  const before = await times();
  process.kill(signal);
  await until(`the answer to ${signal}`, async () => (await times()) > before);
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}

/** Writes a site's configuration and has the server itself check it. */
async function write(site: Site, at: Place): Promise<string> {
  const file = `${at.folder}/${ways[site.kind].file}`;
  await writeFile(file, configuration[site.kind](site, at));
  const [name, ...args] = ways[site.kind].check(file);
  await command(name, args, { env }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new Error(`there is no ${name}: run it as \`make proof ARGS=servers\`, which installs what is missing`);
    throw error;
  });
  return file;
}

export async function start(site: Site): Promise<WebServer> {
  const folder = await mkdtemp(join(tmpdir(), "pimauth-proof-"));
  await chmod(folder, 0o755); // for those whose rights a server takes on
  await mkdir(`${folder}/public`);
  await writeFile(`${folder}/public/index.php`, "a PIM's front controller");
  const at: Place = { folder, port: await freePort() };
  const [name, ...args] = ways[site.kind].run(await write(site, at));
  const running = spawn(name, args, { env: { ...env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }, stdio: "ignore" });
  const ended = new Promise((resolve) => running.once("exit", resolve));
  const kill = () => running.kill();
  process.once("exit", kill);
  await until(`${name} at its port`, () => {
    if (running.exitCode !== null) throw new Error(`${name} ended: see ${folder}/log`);
    return listens(at.port);
  });
  return {
    ...at,
    origin: `http://127.0.0.1:${at.port}`,
    reload: async (next) => {
      await write(next, at);
      await ways[next.kind].reload(running, at);
    },
    stop: async () => {
      running.kill();
      await ended;
      process.off("exit", kill);
      await rm(folder, { recursive: true });
    },
  };
}
