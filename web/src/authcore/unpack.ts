// Puts back what the build took out of the module (build/code.go): the return
// addresses, which are nearly all of what does not compress in Go's code. In
// the file each is the difference from the one before in its function, in a
// form of number that no compiler writes, as long as the address itself. It is
// done while the module comes, so that the browser compiles what is there.

const code = 10;
const firstFunction = 0x1000;

/** After so many bytes the browser may do something else: a slow machine takes 10 ms for them. */
const slice = 0x40000;

type Bytes = Uint8Array<ArrayBuffer>;

/** A stream that restores a module, with a rest now and then. What is no packed module passes as it is. */
export function unpacking(rest: () => Promise<void>): TransformStream<Bytes, Bytes> {
  const { next, left } = unpacker();
  return new TransformStream<Bytes, Bytes>({
    async transform(chunk, out) {
      for (let at = 0; at < chunk.length; at += slice) {
        const ready = next(chunk.subarray(at, at + slice));
        if (ready.length > 0) out.enqueue(ready);
        await rest();
      }
    },
    flush(out) {
      if (left().length > 0) out.enqueue(left());
    },
  });
}

/** next takes the bytes as they come, changes them in place, and returns those that are ready; left are those that wait for more. */
function unpacker(): { next: (chunk: Bytes) => Bytes; left: () => Bytes } {
  let kept: Bytes = new Uint8Array();
  let pass = 8; // bytes that are handed on whatever they are
  let functions = -1; // of the code that are still to come; -1: it has not begun
  let address = firstFunction * 0x10000;

  /** Restores the next part that is whole, and returns where it ends; -1: it is not whole yet. */
  const part = (bytes: Bytes, from: number): number => {
    if (functions >= 0) {
      const [length, at] = number(bytes, from);
      if (at < 0 || at + length > bytes.length) return -1;
      restore(bytes, at, at + length, address);
      address += 0x10000;
      functions--;
      return at + length;
    }
    const [size, at] = number(bytes, from + 1);
    if (at < 0) return -1;
    if (bytes[from] !== code) {
      pass = size;
      return at;
    }
    const [count, first] = number(bytes, at);
    if (first >= 0) functions = count;
    return first;
  };

  const next = (chunk: Bytes): Bytes => {
    const bytes = joined(kept, chunk);
    let done = 0;
    while (done < bytes.length) {
      if (functions === 0) pass = Infinity; // nothing behind the code is packed
      if (pass > 0) {
        const passing = Math.min(pass, bytes.length - done);
        pass -= passing;
        done += passing;
        continue;
      }
      const end = part(bytes, done);
      if (end < 0) break;
      done = end;
    }
    kept = bytes.subarray(done);
    return bytes.subarray(0, done);
  };
  return { next, left: () => kept };
}

function joined(a: Bytes, b: Bytes): Bytes {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Reads a number (LEB128), and returns where it ends; -1: it is not whole. */
function number(bytes: Bytes, from: number): readonly [n: number, end: number] {
  let n = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    n |= (byte & 0x7f) << (7 * (at - from));
    if (byte < 0x80) return [n >>> 0, at + 1];
  }
  return [0, -1];
}

/** An i64.const (0x42) of five bytes, of which the first holds the difference and the others nothing. */
function restore(module: Bytes, from: number, to: number, address: number): void {
  for (let at = module.indexOf(0x42, from); at >= 0 && at + 6 <= to; at = module.indexOf(0x42, at + 1)) {
    const first = module[at + 1] ?? 0;
    if (first <= 0x80 || module[at + 2] !== 0x80 || module[at + 3] !== 0x80 || module[at + 4] !== 0x80 || module[at + 5] !== 0) continue;
    address += first & 0x7f;
    module[at + 1] = address | 0x80;
    module[at + 2] = (address >> 7) | 0x80;
    module[at + 3] = (address >> 14) | 0x80;
    module[at + 4] = (address >> 21) | 0x80;
    module[at + 5] = address >> 28;
  }
}
