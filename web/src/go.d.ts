// What the imports "go:…" mean. The build answers them (build/plugin.go).

declare module "go:wasm" {
  /** The URL of the compiled Go module, its content's hash in its name. */
  const url: string;
  export default url;
}

declare module "go:wasm_exec" {
  /**
   * The Go distribution's own loader. Its global object is `scope`: it sets
   * nothing on the window.
   */
  export class Go {
    argv: string[];
    env: Record<string, string>;
    exit: (code: number) => void;
    readonly importObject: WebAssembly.Imports;
    /** The timers of the Go program by their numbers. */
    readonly _scheduledTimeouts?: ReadonlyMap<number, ReturnType<typeof setTimeout>>;
    /** Resolves when the Go program ends. */
    run(instance: WebAssembly.Instance): Promise<void>;
  }

  /** What the Go program sees as its global object. */
  export const scope: Record<string, unknown>;
}

// The words of findings as JSON: see Words in authcore/contract-diagnose.ts.
declare module "go:words/en" {
  const url: string;
  export default url;
}

declare module "go:steps" {
  import type { TemplateResult } from "lit/html.js";

  /** A step that an embed can show. */
  export interface Step {
    /** The page of its walk: "connector". */
    readonly page: string;
    readonly title: string;
    /** It goes on in the person's browser: an embed leads to the playground. */
    readonly leads: boolean;
    /** The PIM versions that it is written for. */
    readonly versions: readonly string[];
    /** Fetches what it shows. */
    load(): Promise<{ default: () => TemplateResult }>;
  }
  /** What stands in the fields of a demo PIM before anyone types. */
  export const demo: Readonly<Record<string, string>>;
  /** All of them, by their ids, in the order of the walks. */
  export const steps: Readonly<Record<string, Step>>;
}

// The style sheet of embeds, as text.
declare module "go:style/embed" {
  const css: string;
  export default css;
}

declare module "go:snippets" {
  /** A step as snippets have it. */
  export interface Step {
    readonly page: string;
    readonly title: string;
    readonly versions: readonly string[];
    /** Of its frame, in pixels. */
    readonly height: number;
    /** The URL of its samples: plain HTML by version, as JSON. */
    readonly samples: string;
  }
  export const steps: Readonly<Record<string, Step>>;
}

// The script that a page around frames has, as text; PLAYGROUND in it stands for the playground's address.
declare module "go:frame-parent" {
  const script: string;
  export default script;
}
