// Reading an answer as far as a page bears: it may be a hundred megabytes, or
// have no end.

/** How much of a body is read, in bytes. What is longer is none of the answers that this page asks for. */
export const bodyLimit = 512 * 1024;

/** How many characters of a token are taken over into a field: no token of a PIM has as many, and few servers take such a header line. */
export const tokenLimit = 16_000;

/** The bytes of a body, and whether there were more. */
export async function readBody(body: ReadableStream<Uint8Array> | null): Promise<{ readonly bytes: Uint8Array; readonly cut: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  while (reader && length <= bodyLimit) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const cut = length > bodyLimit;
  if (cut) reader?.cancel().catch(() => undefined); // the browser ends the connection
  return { bytes: joined(chunks, cut ? bodyLimit : length, length), cut };
}

function joined(chunks: readonly Uint8Array[], end: number, length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  // Not within a character of UTF-8, or text would become bytes.
  if (end < length) for (let back = 0; back < 3 && ((all[end] ?? 0) & 0xc0) === 0x80; back++) end--;
  return all.subarray(0, end);
}
