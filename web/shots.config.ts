// Not a test: takes the README's picture of the page (`make shot`).

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.js";

const projects = (tests.projects ?? []).filter(({ name }) => name === "chromium");

export default defineConfig({ ...tests, projects: projects.map((project) => ({ ...project, testMatch: "shots.ts" })) });
