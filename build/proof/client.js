// A client of others against the demo PIM: node-akeneo-api, which its authors
// use with PIM 3.2 to 6.0. It exports every entity into files and imports
// them; the PIM must refuse nothing, and hold the same afterwards.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const pim = process.argv[2];
const require = createRequire(import.meta.url);
const silent = () => {};

/** The client anew: it keeps its token as long as it lives, and a reset forgets tokens. */
function freshClient() {
  delete require.cache[require.resolve("node-akeneo-api")];
  const client = require("node-akeneo-api");
  client.setLogger({ loggerName: "", trace: silent, debug: silent, info: silent, warn: silent, error: console.error, fatal: console.error });
  return client;
}

const entities = ["Locales", "Currencies", "Channels", "Categories", "AttributeGroups", "Attributes", "AssociationTypes", "Families", "ProductModels", "Products", "MeasureFamilies"];
// The client takes the attributes out of the groups that it imports.
const exportOnly = ["Locales", "Currencies", "MeasureFamilies", "AttributeGroups"];

async function control(route, body) {
  const answer = await fetch(`${pim}/_demo/${route}`, body && { method: "POST", body: JSON.stringify(body) });
  assert.equal(answer.status, 200);
  return answer.json();
}

/** Exports everything, and returns what the files hold: things by their lines, without when they were changed. */
async function exported(client, folder) {
  client.setExportPath(folder);
  for (const name of entities) await client[`export${name}`]();
  const held = {};
  for (const file of await readdir(folder)) {
    const lines = (await readFile(path.join(folder, file), "utf8")).split("\n").filter(Boolean);
    held[file] = lines.map((line) => line.replaceAll(/"updated":"[^"]*"/g, '"updated":""'));
  }
  return held;
}

for (const version of ["3.2", "4.0", "5.0", "6.0", "7.0", "saas"]) {
  const { connections } = await control("reset", { version });
  const [{ client_id, secret, username, password }] = connections;
  const client = freshClient();
  client.setBaseUrl(pim);
  client.setClientId(client_id);
  client.setSecret(secret);
  client.setUsername(username);
  client.setPassword(password);
  const folder = await mkdtemp(path.join(tmpdir(), "pimauth-client-"));
  try {
    const before = await exported(client, folder);
    assert.deepEqual([before["categories.vac"].length, before["products.vac"].length], [7, 3]);
    for (const name of entities) if (!exportOnly.includes(name)) await client[`import${name}`]();
    assert.deepEqual(await exported(client, folder), before);
    const journal = await control("journal");
    const refused = journal.filter(({ status, response_body }) => status !== 200 || /"status_code":[45]/.test(response_body));
    assert.deepEqual(refused, []);
    console.log(`node-akeneo-api at PIM ${version}: ${journal.length} requests, ${Object.values(before).flat().length} things out and in again, nothing refused`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
