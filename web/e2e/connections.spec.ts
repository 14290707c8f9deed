// The forms of connections: what the screens of a PIM do, request by request,
// and what becomes of the tokens.

import type { Page } from "@playwright/test";
import { button, choose, open, rooms } from "./credentials.ts";
import { control, expect, ready, test } from "./fixtures.ts";
import type { Demo } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { credentials } from "./page.ts";
import { field, send, step } from "./step.ts";

/** From 4.0 on: refused, created, a new secret, a new password, deleted. */
async function wholeLife(page: Page, demo: Demo): Promise<void> {
  const room = step(page, "Client ID and secret").region;
  const [token, api, refresh] = [step(page, "Get a token"), step(page, "Call the API"), step(page, "Refresh")];
  const status = page.getByRole("status");
  const [label, code] = [room.getByRole("textbox", { name: "Label", exact: true }), room.getByRole("textbox", { name: "Code", exact: true })];
  await open(page, rooms.connections);

  // What is wrong is said at its field in the PIM's own words, and stays there.
  await label.fill("é");
  await code.fill("a b");
  await button(room, "Save").click();
  await expect(label).toHaveAccessibleDescription("Connection label is too short. It should have 3 characters or more.");
  await expect(code).toHaveAccessibleDescription("Connection code may contain only letters, numbers and underscores.");
  await expect(code).toHaveValue("a b");
  await expect(field(page, "Client ID")).toHaveValue(credentials["Client ID"]);
  await code.fill("erp");
  await label.fill("Another");
  await button(room, "Save").click();
  await expect(code).toHaveAccessibleDescription("Connection code must be unique.");

  await code.fill("shop");
  await label.fill("Our shop");
  await room.getByRole("combobox", { name: "Flow type", exact: true }).selectOption("Data destination");
  await button(room, "Save").click();
  await expect(status).toHaveText("Our shop: created. Its credentials stand in the fields of steps 1 and 2 now. The password is shown this once.");
  await expect(field(page, "Username")).toHaveValue(/^shop_\d{4}$/);
  const password = await field(page, "Password").inputValue();
  await expect(room.getByRole("definition").filter({ hasText: password })).toBeVisible();
  // The screen's own request, as it went.
  await room.getByText("The screen’s own request: POST connection, 201 Created", { exact: true }).click();
  await expect(room.getByText(/^POST \/rest\/connections/)).toHaveText(`POST /rest/connections\nHost: ${demo.host}\nX-Requested-With: XMLHttpRequest\nContent-Type: application/json\n\n{"code":"shop","label":"Our shop","flow_type":"data_destination"}`);
  expect(await judge(page, "all")).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await judge(page, "colours")).toEqual([]);

  await send(token, "200 OK");
  await send(api, "200 OK");
  const secret = await field(page, "Secret").inputValue();
  await button(room, "Regenerate secret: Our shop").click();
  await expect(field(page, "Secret")).not.toHaveValue(secret);
  await expect(status).toHaveText(/^Our shop: a new secret\./);
  await room.getByRole("link", { name: "Step 5: call again", exact: true }).click();
  await send(api, "401 Unauthorized");
  await send(refresh, "422 Unprocessable Content");
  await send(token, "200 OK");
  await button(room, "Regenerate password: Our shop").click();
  await expect(field(page, "Password")).not.toHaveValue(password);
  await send(api, "401 Unauthorized");
  await send(token, "200 OK");
  await send(api, "200 OK");
  await button(room, "Delete: Our shop").click();
  await expect(status).toHaveText(/^Our shop: gone, with its client and every token\./);
  await expect(status).toBeFocused();
  await send(api, "401 Unauthorized");
  await send(token, "422 Unprocessable Content");
  await expect(button(room, "Delete: Our shop")).toHaveCount(0);
  await button(room, "Use it: ERP connection").click();
  await expect(field(page, "Client ID")).toHaveValue(credentials["Client ID"]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(sticksOut)).toEqual([]);
}

test("a connection’s whole life, 7.0 in the page", async ({ page, inPage }) => {
  await page.goto("/connector/");
  await ready(page);
  await wholeLife(page, inPage);
});

test("a connection’s whole life, 5.0 on localhost", async ({ page, pim, onLocalhost, expectedErrors }) => {
  expectedErrors.push(/status of 401 /, /status of 422 /);
  await control(pim, "reset", { version: "5.0" });
  await page.goto("/connector/?pim=local&version=5.0");
  await ready(page);
  await wholeLife(page, onLocalhost);
});

test("2.3 and 3.2: an API connection is revoked whole", async ({ page }) => {
  await page.goto("/connector/?version=2.3");
  await ready(page);
  const room = step(page, "Client ID and secret").region;
  for (const version of ["2.3", "3.2"] as const) {
    await choose(page, version);
    await open(page, rooms.apiConnections);
    const label = room.getByRole("textbox", { name: "Label", exact: true });
    await button(room, "Save").click();
    await expect(label).toHaveAccessibleDescription("Connection label is required.");
    await label.fill("l'ERP --x $y");
    await button(room, "Save").click();
    await expect(page.getByRole("status")).toHaveText("l'ERP --x $y: created. Client ID and secret stand in the fields of step 1 now.");
    const list = room.getByRole("group", { name: "API connections", exact: true });
    await expect(list.getByRole("listitem")).toHaveCount(3);
    await expect(list).toContainText(await field(page, "Secret").inputValue());
    await send(step(page, "Get a token"), "200 OK");
    await send(step(page, "Call the API"), "200 OK");
    await button(room, "Revoke: l'ERP --x $y").click();
    await expect(list.getByRole("listitem")).toHaveCount(2);
    await send(step(page, "Call the API"), "401 Unauthorized");
    await send(step(page, "Refresh"), "422 Unprocessable Content");
  }
});

test("with My PIM the forms say where to do it instead", async ({ page }) => {
  await page.goto("/connector/?version=2.3");
  await ready(page);
  await open(page, rooms.apiConnections);
  await page.getByRole("radio", { name: "My PIM", exact: true }).check();
  await expect(step(page, "Client ID and secret").region).toContainText("These forms work with the demo PIMs only");
  await expect(button(page, "Save")).toHaveCount(0);
  await expect(button(page, "Run")).toHaveCount(0);
});
