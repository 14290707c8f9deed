// What every browser test starts from: the addresses of the playground and of
// its demo PIM, and the rule that a page neither fails nor warns unnoticed.

import { expect, test as base } from "@playwright/test";

interface Addresses {
  /** The playground, "http://localhost:8080"; paths given to goto are below it. */
  playground: string;
  /** The demo PIM on localhost, "http://localhost:8081". */
  pim: string;
}

interface Watch {
  /** Console errors that this test expects, such as those of a 4xx answer. */
  expectedErrors: RegExp[];
  watch: undefined;
}

export const test = base.extend<Addresses & Watch>({
  playground: async ({}, use) => {
    await use(address("PLAYGROUND_URL"));
  },
  pim: async ({}, use) => {
    await use(address("PIM_URL"));
  },
  baseURL: async ({ playground }, use) => {
    await use(playground);
  },
  expectedErrors: [[], { option: true }],
  watch: [
    async ({ page, expectedErrors }, use) => {
      const seen: string[] = [];
      page.on("pageerror", (error) => seen.push(`page error: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") seen.push(message.text());
      });
      await use(undefined);
      expect(seen.filter((text) => !expectedErrors.some((expected) => expected.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

function address(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`${variable} is not set: run the tests by playwright.config.ts`);
  return value;
}
