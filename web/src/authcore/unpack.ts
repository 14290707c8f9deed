// Puts back what the build took out of the module (build/code.go): the return
// addresses, which are nearly all of what does not compress in Go's code. In
// the file each is the difference from the one before in its function, in a
// form of number that no compiler writes, as long as the address itself.

const code = 10;
const firstFunction = 0x1000;

/** After so many bytes the browser may do something else: a slow machine takes 10 ms for them. */
const slice = 0x40000;

/** Restores a module in place, with a rest now and then. What is no packed module stays as it is. */
export async function unpack(module: Uint8Array, rest: () => Promise<void>): Promise<void> {
  let at = 8;
  const number = () => {
    let n = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++] ?? 0;
      n |= (byte & 0x7f) << shift;
      if (byte < 0x80) return n >>> 0;
    }
  };
  while (at < module.length) {
    const id = module[at++];
    const size = number();
    if (id !== code) {
      at += size;
      continue;
    }
    const functions = number();
    for (let f = 0, next = at + slice; f < functions; f++) {
      if (at > next) {
        await rest();
        next = at + slice;
      }
      const length = number();
      restore(module, at, at + length, (firstFunction + f) * 0x10000);
      at += length;
    }
    return;
  }
}

/** An i64.const (0x42) of five bytes, of which the first holds the difference and the others nothing. */
function restore(module: Uint8Array, from: number, to: number, address: number): void {
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
