// The way to the demo PIM in this page: no network at all, any request as it is.

import type { Outcome } from "./outcome.js";
import { startWatch } from "./watch.js";
import type { WireRequest, WireResponse } from "./wire.js";

/** The demo PIM's answer, and how its faults want it delivered. */
export interface DemoAnswer {
  response: WireResponse;
  /** Milliseconds to wait before the answer is delivered. */
  delay_ms: number;
  /** Deliver nothing: the connection ends after the delay. */
  drop: boolean;
}

/** Puts a request to the demo PIM in this page; rejects if it cannot answer. */
export type Demo = (request: WireRequest) => Promise<DemoAnswer>;

/** Puts request to demo, and obeys the delay and the drop of its answer. Never rejects. */
export async function throughPage(request: WireRequest, demo: Demo, cancel: AbortSignal): Promise<Outcome> {
  const watch = startWatch(cancel);
  const failed = (code: "timeout" | "cancelled" | "dropped" | "engine", mayHaveActed: boolean): Outcome => ({
    failure: { code, mayHaveActed, ms: watch.ms(), host: hostOf(request.url) },
  });
  let asked = false;
  try {
    const ended = watch.ended();
    if (ended) return failed(ended, false);
    asked = true;
    const answer = await watch.unlessEnded(demo(request));
    if (answer.delay_ms > 0) await watch.pause(answer.delay_ms);
    if (answer.drop) return failed("dropped", true);
    return { sent: { response: answer.response, ms: watch.ms(), exact: true, redirected: false } };
  } catch {
    // A demo PIM that fails is restored as it was before the request.
    const ended = watch.ended();
    return ended ? failed(ended, asked) : failed("engine", false);
  } finally {
    watch.stop();
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
