// The browser tests: a Chromium, and the playground with its demo PIM on ports
// of their own.

import { existsSync } from "node:fs";
import { defineConfig, type LaunchOptions } from "@playwright/test";

const debian = "/usr/bin/chromium";

// What the browser would ask others for on its own is off: the tests count
// requests. It need not be boxed in, since it loads our pages only, and root,
// whom containers have, cannot box it.
const chromium: LaunchOptions = {
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
  ...(existsSync(debian) ? { executablePath: debian } : {}),
};

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  reporter: [["list"]],
  use: {
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [{ name: "chromium", use: { browserName: "chromium", launchOptions: chromium } }],
  // The addresses stand in what serve prints; Playwright puts these groups into
  // the environment, and e2e/fixtures.ts takes them from there.
  webServer: {
    command: "go run ./build serve -addr 127.0.0.1:0 -pim-addr 127.0.0.1:0",
    cwd: "..",
    wait: { stdout: /Playground +(?<playground_url>http:\S+)\n +Demo PIM \S+ +(?<pim_url>http:\S+)\n/ },
    gracefulShutdown: { signal: "SIGINT", timeout: 2000 },
    timeout: 300_000,
  },
});
