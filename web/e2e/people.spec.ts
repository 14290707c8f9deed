// The old tutorial's user and role, and what happens if the permission is
// forgotten.

import type { Page } from "@playwright/test";
import { button, open, rooms } from "./credentials.ts";
import { control, expect, ready, test } from "./fixtures.ts";
import type { Demo } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { field, send, step } from "./step.ts";

/** The tutorial as it is written: myERPuser, myERPuserPassword, My ERP connector role. */
async function tutorial(page: Page, demo: Demo): Promise<void> {
  const user = step(page, "API user").region;
  const api = step(page, "Call the API");
  const status = page.getByRole("status");
  await open(page, rooms.people);
  await expect(user.getByRole("textbox", { name: "New username", exact: true })).toHaveValue("myERPuser");
  await button(user, "Save the user").click();
  await expect(status).toHaveText("myERPuser has this password now. Both stand in step 2’s fields.");
  await expect(field(page, "Password")).toHaveValue("myERPuserPassword");

  const overall = user.getByRole("checkbox", { name: /^Overall Web API access/ });
  await expect(overall).toBeChecked();
  await expect(user.getByRole("checkbox", { name: "myERPuser", exact: true })).toBeChecked();
  await button(user, "Save the role").click();
  await expect(status).toHaveText("My ERP connector role is saved. It counts from the next call on; no token has to be got anew.");
  await send(step(page, "Get a token"), "200 OK");
  await send(api, "200 OK");

  // The tutorial's own role is enough for products, not for categories.
  await user.getByText("Permissions of each entity (1 ticked)", { exact: true }).click();
  const list = user.getByRole("checkbox", { name: /^List categories/ });
  await list.uncheck();
  await button(user, "Save the role").click();
  await expect(status).toHaveText(/^My ERP connector role is saved/);
  await send(api, "403 Forbidden");
  await expect(api.diagnosis).toContainText("Access forbidden. You are not allowed to list categories.");
  await list.check();
  await button(user, "Save the role").click();
  await expect(status).toHaveText(/^My ERP connector role is saved/);
  await send(api, "200 OK");

  await button(user, "What if I forget the permission?").click();
  await expect(api.status).toHaveText("403 Forbidden");
  await expect(api.diagnosis).toContainText("You are not allowed to access the web API.");
  await expect(overall).not.toBeChecked();
  await expect(step(page, "Get a token").status).toHaveText("200 OK");
  expect(await judge(page, "all")).toEqual([]);
  await button(api.region, "Give the permission back and send again").click();
  await expect(api.status).toHaveText("200 OK");
  await expect(status).toBeFocused();
  await expect(button(api.region, "Give the permission back and send again")).toHaveCount(0);
  expect((await demo.journal()).map(({ status }) => status)).toEqual([200, 200, 403, 200, 200, 403, 200]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(sticksOut)).toEqual([]);
}

test("the old tutorial, and the permission forgotten; 3.2 in the page", async ({ page, inPage }) => {
  await page.goto("/connector/?version=3.2");
  await ready(page);
  await tutorial(page, inPage);
});

test("the old tutorial, and the permission forgotten; 1.7 on localhost", async ({ page, pim, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 403 /);
  await control(pim, "reset", { version: "1.7" });
  await page.goto("/connector/?pim=local&version=1.7");
  await ready(page);
  await button(page, "Show its users and roles").click();
  await tutorial(page, onLocalhost);
});

test("since 4.0 the role of a connection’s user; bad input is named and stays", async ({ page }) => {
  await page.goto("/connector/");
  await ready(page);
  const user = step(page, "API user").region;
  await open(page, rooms.role);
  const role = user.getByRole("textbox", { name: "Role", exact: true });
  await role.fill("");
  await button(user, "Save the role").click();
  await expect(role).toHaveAccessibleDescription("Label is empty.");
  await role.fill("Connector");
  await user.getByRole("checkbox", { name: "magento_1234", exact: true }).check();
  await button(user, "Save the role").click();
  await expect(page.getByRole("status")).toHaveText(/^Connector is saved/);
  // Who is unticked has the usual role again.
  await user.getByRole("checkbox", { name: "magento_1234", exact: true }).uncheck();
  await button(user, "Save the role").click();
  await expect(page.getByRole("status")).toHaveText(/^Connector is saved/);
  await send(step(page, "Get a token"), "200 OK");
  await send(step(page, "Call the API"), "200 OK");
});
