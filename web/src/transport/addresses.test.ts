// The specification of addresses.ts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { networkOf, type Network } from "./addresses.js";

const table: Record<Network, string[]> = {
  loopback: ["localhost", "localhost.", "pim.localhost", "127.0.0.1", "127.1.2.3", "[::1]"],
  local: ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "169.254.1.1", "pim.local", "[fd00::1]", "[fe80::1]"],
  public: ["pim.example.com", "notlocalhost", "172.32.0.1", "172.15.0.1", "192.169.0.1", "100.128.0.1", "11.0.0.1", "127.example.com", "[2001:db8::1]", ""],
};

for (const [network, hosts] of Object.entries(table)) {
  for (const host of hosts) {
    test(`${host} is ${network}`, () => {
      assert.equal(networkOf(host), network);
    });
  }
}
