// Reading a file that was dropped or chosen: never more of it than can be read.

import type { PasteArgs } from "../authcore/contract-paste.js";
import { bodyOf } from "../transport/wire.js";

/** Bytes; as the Go module has it. */
export const limit = 10 * 1024 * 1024;

/** What is longer than this takes the place of the field, which would take long to draw it. */
export const fits = 100_000;

/** The arguments that hold the file; undefined if it cannot be read. */
export async function readFile(file: Blob): Promise<PasteArgs | undefined> {
  try {
    const { body, body_base64 } = bodyOf(new Uint8Array(await file.arrayBuffer()));
    return body === undefined ? { text_base64: body_base64 ?? "" } : { text: body };
  } catch {
    return undefined;
  }
}
