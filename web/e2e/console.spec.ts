// The terminal: the three commands with their real output, the question of a
// revocation, its keys, and what it hands on.

import { button } from "./credentials.ts";
import { expect, ready, test } from "./fixtures.ts";
import { judge, sticksOut } from "./judge.ts";
import { credentials } from "./page.ts";
import { field, send, step } from "./step.ts";

test("1.7: create, list and revoke, and what becomes of the tokens", async ({ page, inPage }) => {
  await page.goto("/connector/?version=1.7");
  await ready(page);
  const room = step(page, "Client ID and secret").region;
  const prompt = room.getByRole("textbox", { name: "Command", exact: true });
  const output = room.getByRole("region", { name: "Output", exact: true });
  const api = step(page, "Call the API");

  // As documented, over several lines; Enter on a line that ends in a backslash goes on.
  await expect(prompt).toHaveValue('php app/console pim:oauth-server:create-client \\\n    --grant_type="password" \\\n    --grant_type="refresh_token" \\\n    --env=prod \\\n    --label="ERP connection"');
  await prompt.fill("php app/console \\");
  await prompt.press("Enter");
  await prompt.pressSequentially('pim:oauth-server:create-client --label="ERP connection"');
  await expect(prompt).toHaveValue('php app/console \\\npim:oauth-server:create-client --label="ERP connection"');
  await prompt.press("Enter");
  await expect(output).toContainText(/A new client has been added\.\nclient_id: 3_[0-9a-z]+\nsecret: [0-9a-z]+\nlabel: ERP connection\n/, { useInnerText: true });
  await expect(output).toContainText("exit 0");
  await button(output, "Use this client").click();
  await expect(page.getByRole("status")).toHaveText("Client ID and secret stand in the fields of step 1 now.");
  const id = await field(page, "Client ID").inputValue();
  expect(id).toMatch(/^3_/);
  await send(step(page, "Get a token"), "200 OK");
  await send(api, "200 OK");

  await button(room, "List the clients").click();
  await expect(prompt).toHaveValue("php app/console pim:oauth-server:list-clients --env=prod");
  await button(room, "Run").click();
  await expect(output).toContainText(new RegExp(`\\| client id +\\| secret +\\| label +\\|\\n.*\\n\\| ${credentials["Client ID"]} \\|[^]*\\| ${id} *\\|`), { useInnerText: true });

  await button(room, "Revoke the client").click();
  await expect(prompt).toHaveValue(`php app/console pim:oauth-server:revoke-client ${id} --env=prod`);
  await button(room, "Run").click();
  await expect(output).toContainText("This operation is irreversible. Are you sure you want to revoke this client? (Y/n)");
  await button(room, "n").click();
  await expect(output).toContainText("Client revocation cancelled.");
  await expect(page.getByRole("status")).toBeFocused();
  await send(api, "200 OK");
  await button(room, "Run").click();
  await button(room, "Y").click();
  await expect(output).toContainText(/Client with public id 3_[0-9a-z]+ and secret [0-9a-z]+ has been revoked\./);
  await send(api, "401 Unauthorized");
  await send(step(page, "Refresh"), "422 Unprocessable Content");
  await button(room, "Run").click();
  await expect(output).toContainText("No client found for this id.");
  await expect(output).toContainText("exit −1, which a shell shows as 255");

  // The tutorial's command is two, and the second is none.
  await button(room, "As the tutorial prints it").click();
  await button(room, "Run").click();
  await expect(output).toContainText("sh: --grant_type=password: command not found");
  await expect(output).toContainText("exit 127");

  // Arrow keys: back through what was run, and forth.
  await prompt.fill("");
  await prompt.press("ArrowUp");
  await expect(prompt).toHaveValue('--grant_type="password" \\\n    --grant_type="refresh_token"');
  await prompt.press("Control+Home");
  await prompt.press("ArrowUp");
  await expect(prompt).toHaveValue('php app/console pim:oauth-server:create-client \\\n    --label="ERP connection"');
  await prompt.press("Control+End");
  await prompt.press("ArrowDown");
  await expect(prompt).toHaveValue('--grant_type="password" \\\n    --grant_type="refresh_token"');

  for (const differs of await room.locator("details.differs").all()) await differs.locator("summary").click();
  expect(await judge(page, "all")).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await judge(page, "colours")).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(sticksOut)).toEqual([]);
  // Control routes are none of the PIM's requests.
  expect((await inPage.journal()).map(({ status }) => status)).toEqual([200, 200, 200, 401, 422]);
});

test("since 2.0 the label is an argument, and connections have a command of their own", async ({ page, onLocalhost }) => {
  await fetch(`${onLocalhost.address}/_demo/reset`, { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"version":"4.0"}' });
  await page.goto("/connector/?version=4.0&pim=local");
  await ready(page);
  const room = step(page, "Client ID and secret").region;
  await room.getByText("By command line", { exact: true }).click();
  const prompt = room.getByRole("textbox", { name: "Command", exact: true });
  const output = room.getByRole("region", { name: "Output", exact: true });
  await prompt.fill('bin/console pim:oauth-server:create-client --label="ERP connection"');
  await prompt.press("Enter");
  await expect(output).toContainText('The "--label" option does not exist.');
  await prompt.fill("bin/console pim:oauth-server:create-client");
  await prompt.press("Enter");
  await expect(output).toContainText('Not enough arguments (missing: "label").');
  await button(room, "Create a connection").click();
  await button(room, "Run").click();
  await button(output, "Use this connection").click();
  await expect(field(page, "Username")).toHaveValue(/^sap_\d{4}$/);
  await send(step(page, "Get a token"), "200 OK");
  await send(step(page, "Call the API"), "200 OK");
});
