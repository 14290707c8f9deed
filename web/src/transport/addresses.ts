// Which network a host name stands in, as browsers judge it from the name alone.

/**
 * - loopback: this machine
 * - local: a private network
 * - public: everything else; a public name may still lead to a private address, which a page cannot know
 */
export type Network = "loopback" | "local" | "public";

/** The network of a hostname as the URL parser writes it ("127.0.0.1", "[::1]", "pim.example.com"). */
export function networkOf(hostname: string): Network {
  const name = hostname.replace(/\.$/, "");
  if (name === "localhost" || name.endsWith(".localhost") || name === "[::1]") return "loopback";
  if (name.endsWith(".local") || /^\[f[cd][0-9a-f]{2}:|^\[fe[89ab][0-9a-f]:/.test(name)) return "local";
  const [a, b] = ipv4(name);
  if (a === undefined || b === undefined) return "public";
  if (a === 127) return "loopback";
  // RFC 1918, RFC 6598 (carriers) and RFC 3927 (link-local).
  const isLocal =
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254);
  return isLocal ? "local" : "public";
}

function ipv4(name: string): number[] {
  return /^\d+(\.\d+){3}$/.test(name) ? name.split(".").map(Number) : [];
}
