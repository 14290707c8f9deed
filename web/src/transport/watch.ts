// The watch over one request: its time limit and the person's Cancel.

/** How long a request may take, its probe included, in milliseconds. */
export const timeLimit = 30_000;

/** A running watch. Its signal aborts when `ended` gets its value. */
export interface Watch {
  signal: AbortSignal;
  /** Why the watch ended the request; undefined while it did not. */
  ended(): "timeout" | "cancelled" | undefined;
  /** Whole milliseconds since the start. */
  ms(): number;
  /** Settles as work does, but rejects as soon as the watch ends. */
  unlessEnded<T>(work: Promise<T>): Promise<T>;
  /** Resolves after ms milliseconds, rejects as soon as the watch ends. */
  pause(ms: number): Promise<void>;
  /** Stops the clock; to be called when the request is over. */
  stop(): void;
}

/** Starts the clock of a request that signal cancels. */
export function startWatch(cancel: AbortSignal): Watch {
  const start = performance.now();
  const controller = new AbortController();
  const { signal } = controller;
  let ended: "timeout" | "cancelled" | undefined;
  const end = (why: "timeout" | "cancelled") => {
    ended ??= why;
    controller.abort();
  };
  const onCancel = () => {
    end("cancelled");
  };
  const timer = setTimeout(() => {
    end("timeout");
  }, timeLimit);
  cancel.addEventListener("abort", onCancel);
  if (cancel.aborted) onCancel();

  const unlessEnded = <T>(work: Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const onEnd = () => {
        reject(new Error(ended));
      };
      if (signal.aborted) onEnd();
      signal.addEventListener("abort", onEnd);
      work.then(resolve, reject).finally(() => {
        signal.removeEventListener("abort", onEnd);
      });
    });

  return {
    signal,
    ended: () => ended,
    ms: () => Math.round(performance.now() - start),
    unlessEnded,
    async pause(ms) {
      let pausing: ReturnType<typeof setTimeout> | undefined;
      try {
        await unlessEnded(new Promise<void>((resolve) => (pausing = setTimeout(resolve, ms))));
      } finally {
        clearTimeout(pausing);
      }
    },
    stop() {
      clearTimeout(timer);
      cancel.removeEventListener("abort", onCancel);
    },
  };
}
