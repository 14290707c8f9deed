// What stands behind the # of a link: a letter for how it is packed, and the
// packed text in base64url.

/** The most that is unpacked: a link is somebody else's text. */
const most = 256 * 1024;

/** Packs a text: deflated where the browser can, else as it is. */
export async function pack(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  if (typeof CompressionStream === "undefined") return `j${toBase64(bytes)}`;
  const packed = await collect(new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw")), Infinity);
  return `z${toBase64(packed)}`;
}

/** Unpacks what pack made; undefined: it is nothing of that, or too long. */
export async function unpack(hash: string): Promise<string | undefined> {
  const how = hash[0];
  if (hash.length > most * 2 || !/^[jz][\w-]+$/.test(hash)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(hash.slice(1).replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const text = how === "j" ? bytes : await collect(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")), most);
    return text.length > most ? undefined : new TextDecoder("utf-8", { fatal: true }).decode(text);
  } catch {
    return undefined; // no base64, not deflated, no UTF-8, or this browser cannot unpack
  }
}

/** Reads a stream to its end; one that is longer than limit is an error. */
async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
