// The browser tests: a Chromium, and for each worker a playground with its demo
// PIM on ports of their own, so that no test waits for another's PIM.

import { existsSync } from "node:fs";
import { defineConfig, type LaunchOptions } from "@playwright/test";

const debian = { chromium: "/usr/bin/chromium", shell: "/usr/bin/chromium-headless-shell" };

// A browser heeds the last such list only, so Playwright's is in ours.
const playwrights = [
  "AimEnabled",
  "AutoDeElevate",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "BlockOriginHeaderModificationOnRedirect",
  "DestroyProfileOnBrowserClose",
  "DialMediaRouteProvider",
  "GlobalMediaControls",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "Translate",
];

// The pages behind the address bar, which nobody types into here: loading them
// for each test took longer than loading ours. And a process in reserve.
const unused = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"];

// What the browser would ask others for on its own is off: the tests count
// requests. It need not be boxed in, since it loads our pages only, and root,
// whom containers have, cannot box it.
const args = [
  `--disable-features=${[...playwrights, ...unused].join()}`,
  // The Go module has thousands of functions, of which a test calls few.
  "--js-flags=--wasm-lazy-compilation",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// The whole browser, which asks its person before a page reaches this machine.
const chromium: LaunchOptions = { args, ...(existsSync(debian.chromium) ? { executablePath: debian.chromium } : { channel: "chromium" }) };

// The same without windows and menus, at half the work for a page; Playwright
// has it as its own. Where Debian's Chromium came without it, that does.
const shell: LaunchOptions = existsSync(debian.shell) ? { args, executablePath: debian.shell } : existsSync(debian.chromium) ? chromium : { args };

const whole = "**/failures.spec.ts";

const workers = 2;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers,
  reporter: [["list"]],
  use: {
    trace: "off",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "shell", testIgnore: whole, use: { browserName: "chromium", launchOptions: shell } },
    { name: "chromium", testMatch: whole, use: { browserName: "chromium", launchOptions: chromium } },
  ],
  // The addresses stand in what serve prints; Playwright puts these groups into
  // the environment, and e2e/fixtures.ts takes them from there.
  webServer: Array.from({ length: workers }, (_, n) => ({
    command: "go run ./build serve -addr 127.0.0.1:0 -pim-addr 127.0.0.1:0",
    cwd: "..",
    wait: { stdout: new RegExp(`Playground +(?<playground_url_${String(n)}>http:\\S+)\\n +Demo PIM \\S+ +(?<pim_url_${String(n)}>http:\\S+)\\n`) },
    gracefulShutdown: { signal: "SIGINT" as const, timeout: 2000 },
    timeout: 300_000,
  })),
});
