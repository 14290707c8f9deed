// The steps that send: which request each sends, which inputs go into it, and
// the other requests that can be tried in its place.

import type { BuildArgs } from "./authcore/contract.js";
import type { Input, Place, Variant } from "./session.js";

/** What a variant needs of the person's inputs; edits to others leave it as it is. */
const uses: Record<Variant, readonly Input[]> = {
  password: ["client_id", "secret", "username", "password"],
  line_feed: ["client_id", "secret", "username", "password"],
  categories: ["access_token"],
  refresh: ["client_id", "secret", "refresh_token"],
  old_access: [],
  old_refresh: ["client_id", "secret"],
};

/** The experiments of a step, in the order of their buttons. */
export const experiments: Partial<Record<Variant, readonly Variant[]>> = {
  refresh: ["old_access", "old_refresh"],
};

/** The arguments from which authcore builds the request of a variant. */
export function argsOf(variant: Variant, place: Place, pim: string, curlPim: string | undefined): BuildArgs {
  const args: BuildArgs = { request: "password", pim, ...place.inputs, form: place.form, client_in_body: place.client_in_body };
  if (curlPim !== undefined) args.curl_pim = curlPim;
  switch (variant) {
    case "password":
      return args;
    case "line_feed":
      return { ...args, form: false, client_in_body: false, line_feed: true };
    case "categories":
      return { ...args, request: "categories" };
    case "refresh":
      return { ...args, request: "refresh" };
    case "old_access":
      return { ...args, request: "categories", access_token: place.old?.access_token ?? "" };
    case "old_refresh":
      return { ...args, request: "refresh", refresh_token: place.old?.refresh_token ?? "" };
  }
}

/** What a person could have changed since: two equal signatures, one request. */
export function signature(variant: Variant, place: Place): string {
  return JSON.stringify([uses[variant].map((name) => place.inputs[name]), place.form, place.client_in_body]);
}
