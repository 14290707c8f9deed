// Not a test: takes the README's picture of the page (`make shot`).

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.js";

export default defineConfig(tests, { testMatch: "shots.ts" });
