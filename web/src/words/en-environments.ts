// The words of the PIMs that a person keeps, in English.

import type { Environment } from "../own/environments.js";

const host = (address: string) => new URL(address).host;

export const environmentWords = {
  kept: "Kept PIMs",
  keep: "Keep this PIM",
  change: "Change what is kept",
  name: "Name",
  production: "Production",
  save: "Keep",
  remove: "Delete",
  removeOne: (name: string) => `Delete ${name}`,
  removeAll: "Delete all",
  host,
  what: (version: string, address: string, clientID: string, site: string) =>
    `What is kept: the name, ${address}, ${version}${clientID === "" ? "" : `, the client ID ${clientID}`}. Never a secret, a user name, a password or a token. It is kept in this browser’s storage for ${site}, until you delete it; whoever uses this browser can read it, and so can every page of that address.`,
  nameless: "Give it a name.",
  taken: (name: string, address: string) => `${name} is the name of ${host(address)} already.`,
  blocked: "This browser lets the page keep nothing: its storage is blocked, as in some private windows.",
  broken: "What this browser keeps for this page is not readable, and is left alone.",
  left: (count: number) => `${count === 1 ? "One kept PIM makes" : `${String(count)} kept PIMs make`} no sense here, and ${count === 1 ? "is" : "are"} left out.`,
  done: ({ name }: Environment) => `${name} is kept in this browser.`,
  chosen: ({ name, address, production }: Environment) => `${name}: requests go to ${address}${production ? ", marked as production" : ""}. Nothing was sent.`,
  removed: (name: string) => `${name} is deleted from this browser.`,
  removedRest: "What made no sense is deleted from this browser.",
  removedAll: "Nothing of your PIMs is kept in this browser any more.",
};
