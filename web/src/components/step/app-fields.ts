// Explained, for the answers of the App walk.

import { html } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";
import type { Reading } from "../../authcore/contract.js";
import { spans } from "../text.js";
import type { View } from "./response.js";

export type AppReading = Extract<Reading, { shape: "app_token" | "public_key" | "ok" | "json" | "text" }>;

export function explainedApp(reading: AppReading, _view: View): TemplateResult {
  return html`<pre>${spans(reading.body)}</pre>`;
}
