// What is proved on real web servers (`make proof`): the browser of the tests,
// nginx, Apache and Caddy, and a demo PIM that has no CORS, as none has.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.js";

const { use = {} } = (tests.projects ?? []).find(({ name }) => name === "shell") ?? {};

export default defineConfig({
  ...tests,
  testDir: "proof",
  projects: [{ name: "shell", use: { ...use, actionTimeout: 15_000 } }],
  workers: 1,
  timeout: 120_000,
  // The names are those of the browser tests, whose fixtures read them.
  webServer: {
    command: "go run ./build serve -addr 127.0.0.1:0 -pim-addr 127.0.0.1:0 -pim-fcgi 127.0.0.1:0 -cors=false",
    cwd: "..",
    wait: { stdout: /Playground +(?<playground_url_0>http:\S+)\n +The same by FastCGI fcgi:\/\/(?<fcgi_0>\S+)\n +Demo PIM \S+ no CORS +(?<pim_url_0>http:\S+)\n/ },
    gracefulShutdown: { signal: "SIGINT", timeout: 2000 },
    timeout: 300_000,
  },
});
