// The specification of load.ts with a stand-in for the Go program: how a life
// begins, ends, and begins again.

import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";

import { load, type Engine, type Loader } from "./load.js";

// The smallest module there is: its header.
const bytes = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const module = new WebAssembly.Module(bytes);

/** A loader whose programs answer as told; exit ends the running one. */
function loader(answer: (exit: () => void, name: string, json: string) => unknown): Loader & { lives: number } {
  const scope: Record<string, unknown> = {};
  const loaded = {
    lives: 0,
    scope,
    Go: class {
      argv = [];
      env: Record<string, string> = {};
      importObject = {};
      exit: (code: number) => void = () => undefined;
      run(): Promise<void> {
        assert.deepEqual(this.env, { GOGC: "20" });
        loaded.lives++;
        let exited = false;
        const exit = () => {
          exited = true;
          this.exit(2);
        };
        scope.pimauth = {
          call: (name: string, json: string) => {
            if (exited) throw new Error("Go program has already exited");
            return answer(exit, name, json);
          },
        };
        return new Promise(() => undefined);
      }
    },
  };
  return loaded;
}

async function loaded(l: Loader, source: string | WebAssembly.Module = module): Promise<Engine> {
  const engine = await load(source, l);
  assert.ok(engine.ok, JSON.stringify(engine));
  return engine.value;
}

const crash = (exit: () => void, name: string) => {
  if (name === "exit") exit();
  if (name === "throw") throw new RangeError("Maximum call stack size exceeded");
  return name === "build" || name === "restore" ? '{"ok":true,"value":1}' : undefined;
};

test("a call", async () => {
  const engine = await loaded(loader((_exit, name, json) => JSON.stringify({ ok: true, value: [name, json] })));
  assert.deepEqual(engine.call("build", { form: true, secret: "a\ud800" }), {
    ok: true,
    value: ["build", '{"form":true,"secret":"a\ufffd"}'],
  });
});

for (const name of ["exit", "throw", "undefined"]) {
  test(`a crash by ${name}: an answer, and another life`, async () => {
    const l = loader(crash);
    const engine = await loaded(l);
    const restored: unknown[] = [];
    engine.onRestart(() => restored.push(engine.call("restore", {})));
    assert.deepEqual(engine.call(name, {}), {
      ok: false,
      error: { code: "crashed", message: `${name}: the Go module crashed and is started again` },
    });
    assert.deepEqual(engine.call("build", {}), {
      ok: false,
      error: { code: "crashed", message: "build: the Go module is being started again" },
    });
    await engine.running();
    assert.deepEqual(engine.call("build", {}), { ok: true, value: 1 });
    assert.deepEqual(restored, [{ ok: true, value: 1 }]);
    assert.equal(l.lives, 2);
  });
}

test("a panic that the module caught starts it anew, and says so", async () => {
  const l = loader((_exit, name) => (name === "build" ? '{"ok":false,"error":{"code":"panic","message":"build: nil map"}}' : '{"ok":true,"value":1}'));
  const engine = await loaded(l);
  assert.deepEqual(engine.call("build", {}), { ok: false, error: { code: "panic", message: "build: nil map; the Go module is started again" } });
  await engine.running();
  assert.equal(l.lives, 2);
  assert.deepEqual(engine.call("read", {}), { ok: true, value: 1 });
});

test("a restoration that kills is not tried for ever", async () => {
  const l = loader(crash);
  const engine = await loaded(l);
  engine.onRestart(() => engine.call("throw", {}));
  engine.call("exit", {});
  await engine.running();
  assert.deepEqual(engine.call("build", {}), { ok: true, value: 1 });
  assert.equal(l.lives, 3);
});

test("a restart that fails is tried again by the next call", async () => {
  const l = loader(crash);
  const engine = await loaded(l);
  const { Go } = l;
  l.Go = class extends Go {
    override run(): Promise<void> {
      return Promise.reject(new Error("out of memory"));
    }
  };
  engine.call("exit", {});
  await engine.running();
  assert.ok(!engine.call("build", {}).ok);
  await engine.running();
  l.Go = Go;
  assert.ok(!engine.call("build", {}).ok);
  await engine.running();
  assert.deepEqual(engine.call("build", {}), { ok: true, value: 1 });
});

test("an end is for good, and leaves zeros", async () => {
  // A module of one page of memory, exported as mem.
  const withMemory = new WebAssembly.Module(Uint8Array.of(...bytes, 5, 3, 1, 0, 1, 7, 7, 1, 3, 0x6d, 0x65, 0x6d, 2, 0));
  const l = loader(crash);
  const memories: WebAssembly.Memory[] = [];
  l.Go = class extends l.Go {
    override run(instance: WebAssembly.Instance): Promise<void> {
      const memory = instance.exports.mem as WebAssembly.Memory;
      memories.push(memory);
      new Uint8Array(memory.buffer).fill(7);
      return super.run(instance);
    }
  };
  const zero = () => memories.map(({ buffer }) => new Uint8Array(buffer).every((byte) => byte === 0));
  const engine = await loaded(l, withMemory);
  engine.call("exit", {});
  await engine.running();
  assert.deepEqual(zero(), [true, false]);
  engine.end();
  assert.deepEqual(zero(), [true, true]);
  assert.ok(!engine.call("build", {}).ok);
  await engine.running();
  assert.equal(l.lives, 2);
});

async function serve(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/pimauth.wasm`;
}

for (const type of ["application/wasm", "application/octet-stream"]) {
  test(`from an address that answers ${type}`, async (t) => {
    const url = await serve(t, (_request, response) => response.setHeader("Content-Type", type).end(bytes));
    const engine = await loaded(loader(crash), url);
    assert.deepEqual(engine.call("build", {}), { ok: true, value: 1 });
  });
}

test("what cannot be loaded says why", async (t) => {
  const url = await serve(t, (_request, response) => response.writeHead(404).end());
  const error = (message: string) => ({ ok: false, error: { code: "not_loaded", message: `the Go module could not be loaded: ${message}` } });
  assert.deepEqual(await load(url, loader(crash)), error(`${url} answered 404`));
  const l = loader(crash);
  l.Go = class extends l.Go {
    override run(): Promise<void> {
      return Promise.resolve();
    }
  };
  assert.deepEqual(await load(module, l), error("it did not start"));
});
