// The requests that steps send: what authcore is to build for each, which
// inputs go into it, and the other requests that can be tried in its place.

import type { BuildArgs, RequestName } from "./authcore/contract.js";
import type { Input, Place, TokenInput } from "./session.js";

interface Sending {
  readonly request: RequestName;
  /** What it needs of the person's inputs; edits to others leave it as it is. */
  readonly uses: readonly Input[];
  /** The input that a step before has to bring. */
  readonly needs?: TokenInput;
  /** What differs from the inputs as they stand. */
  readonly other?: (place: Place) => Partial<BuildArgs>;
}

const client: readonly Input[] = ["client_id", "secret"];
const exchange: readonly Input[] = ["app_client_id", "app_secret", "code", "code_identifier"];

const table = {
  password: { request: "password", uses: [...client, "username", "password"] },
  line_feed: { request: "password", uses: [...client, "username", "password"], other: () => ({ form: false, client_in_body: false, line_feed: true }) },
  categories: { request: "categories", uses: ["access_token"], needs: "access_token" },
  refresh: { request: "refresh", uses: [...client, "refresh_token"], needs: "refresh_token" },
  old_access: { request: "categories", uses: [], other: (place) => ({ access_token: place.old?.access_token ?? "" }) },
  old_refresh: { request: "refresh", uses: client, other: (place) => ({ refresh_token: place.old?.refresh_token ?? "" }) },
  app_token: { request: "app_token", uses: exchange, needs: "code", other: () => ({ code_challenge: "" }) },
  app_again: { request: "app_token", uses: exchange, needs: "code", other: () => ({ code_challenge: "" }) },
  app_wrong: { request: "app_token", uses: [...exchange, "code_challenge"], needs: "code", other: ({ inputs }) => ({ code_challenge: inputs.code_challenge || inputs.code_identifier }) },
  app_categories: { request: "app_categories", uses: ["app_token"], needs: "app_token" },
  app_scopes: { request: "app_scopes", uses: ["app_token", "scopes"], needs: "app_token", other: ({ inputs }) => ({ scope: inputs.scopes }) },
  app_key: { request: "app_key", uses: [] },
  root: { request: "root", uses: [] },
  no_token: { request: "categories", uses: [], other: () => ({ access_token: "not-a-token", curl_pim: "" }) },
} as const satisfies Record<string, Sending>;

/** What a step sends: its own request, or one that can be tried in its place. */
export type Variant = keyof typeof table;

export const variants: Readonly<Record<Variant, Sending>> = table;

interface Experiment {
  readonly variant: Variant;
  /** Whether it can be tried yet. */
  readonly when: (place: Place) => boolean;
}

/** The experiments of a step, in the order of their buttons. */
export const experiments: Partial<Record<Variant, readonly Experiment[]>> = {
  refresh: [
    { variant: "old_access", when: ({ old }) => old !== undefined },
    { variant: "old_refresh", when: ({ old }) => old !== undefined },
  ],
  app_token: [
    { variant: "app_wrong", when: ({ inputs }) => inputs.code !== "" },
    { variant: "app_again", when: ({ inputs }) => inputs.code !== "" && inputs.app_token !== "" },
  ],
};

/** The arguments from which authcore builds the request of a variant. */
export function argsOf(variant: Variant, place: Place, pim: string, curlPim: string | undefined): BuildArgs {
  const { request, other } = variants[variant];
  const args: BuildArgs = { request, pim, ...place.inputs, form: place.form, client_in_body: place.client_in_body, json: place.json ?? false };
  if (curlPim !== undefined) args.curl_pim = curlPim;
  return { ...args, ...other?.(place) };
}

/** What a person could have changed since: two equal signatures, one request. */
export function signature(variant: Variant, place: Place): string {
  return JSON.stringify([variants[variant].uses.map((name) => place.inputs[name]), place.form, place.client_in_body, place.json ?? false]);
}
