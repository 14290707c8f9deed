// The two messages of HTTP as they cross between page, wasm and network.

/** One line of a header: name and value, as spelled. */
export type HeaderLine = [name: string, value: string];

/** The bytes of a message: as text if they are valid UTF-8, else in base64; neither means no body. */
export interface WireBody {
  body?: string;
  body_base64?: string;
}

/** One HTTP request, complete and unsent. The header is without Host, which follows from the absolute url. */
export interface WireRequest extends WireBody {
  method: string;
  url: string;
  header: HeaderLine[];
}

/** One HTTP answer as it came; status 0 is a redirect that the browser hides. */
export interface WireResponse extends WireBody {
  status: number;
  header: HeaderLine[];
}

/** The bytes of a message's body, undefined if it has none. */
export function bytesOf(message: WireBody): Uint8Array<ArrayBuffer> | undefined {
  if (message.body_base64 !== undefined) {
    return Uint8Array.from(atob(message.body_base64), (char) => char.charCodeAt(0));
  }
  return message.body === undefined ? undefined : new TextEncoder().encode(message.body);
}

/** The body that holds bytes, to be spread into a message. */
export function bodyOf(bytes: Uint8Array): WireBody {
  try {
    // ignoreBOM keeps a byte order mark, which is a byte of the answer like any other.
    return { body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
    return { body_base64: btoa(parts.join("")) };
  }
}
