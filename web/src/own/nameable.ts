// What a policy can name.

/**
 * Whether a policy can name an origin: its grammar has no IPv6 address and no
 * underscore, and browsers drop what they cannot read. To such a PIM the rule of
 * this page holds, that it sends to no other, and not the browser's.
 */
export function isNameable(origin: string): boolean {
  return /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin);
}
