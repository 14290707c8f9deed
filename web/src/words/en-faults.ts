// The words of the faults of a demo PIM, in English.

import type { Problem } from "../session.js";
import { clockText } from "./en.js";
import { problemCause } from "./en-causes.js";

/** A fault of the demo PIM by its name there. */
export interface FaultWords {
  readonly name: string;
  readonly label: string;
  /** What it imitates in life. */
  readonly imitates: string;
  /** What can be chosen; without, it is on or off. */
  readonly options?: readonly (readonly [value: string | number, label: string])[];
  /** Only where there is a browser between page and PIM. */
  readonly onlyLocal?: true;
}

export const faults: readonly FaultWords[] = [
  { name: "strip_authorization", label: "Authorization stripped", imitates: "A web server that does not hand the header on to PHP, as Apache with CGI does." },
  { name: "cors", label: "CORS off", imitates: "A PIM as it is installed: the browser hides its answers from every page.", options: [["off", "CORS off"]], onlyLocal: true },
  {
    name: "status",
    label: "Every answer is",
    imitates: "A gateway that answers in the PIM’s place: too many requests, a ban, an outage.",
    options: [
      [429, "429 Too Many Requests"],
      [403, "403 Forbidden"],
      [404, "404 Not Found"],
      [500, "500 Internal Server Error"],
      [502, "502 Bad Gateway"],
      [503, "503 Service Unavailable"],
      [504, "504 Gateway Timeout"],
    ],
  },
  { name: "html_login_page", label: "Login page instead", imitates: "A single sign-on before the PIM that takes a connector for a person." },
  {
    name: "slow",
    label: "Every answer takes",
    imitates: "A PIM under load. This page waits 30 s at most.",
    options: [
      ["2s", "2 s"],
      ["10s", "10 s"],
      ["40s", "40 s"],
    ],
  },
  { name: "drop_connection", label: "Connection dropped", imitates: "A network that fails after the PIM has acted: was the token used up or not?" },
  { name: "bad_json", label: "JSON cut short", imitates: "PHP out of memory, or a proxy’s limit, in the middle of an answer." },
  { name: "empty_body", label: "Empty body", imitates: "A proxy that keeps the status and loses the rest." },
  { name: "wrong_content_type", label: "Called text/html", imitates: "A server or cache that writes a Content-Type of its own." },
];

export const words = {
  heading: "Faults",
  off: "Off",
  clear: "Clear",
  on: (names: readonly string[]) => `${names.length === 1 ? "Fault on" : "Faults on"}: ${names.join(", ")}`,
  /** "Every answer is 429 Too Many Requests". */
  named: ({ label, options, name }: FaultWords, value: unknown) => (!options || name === "cors" ? label : `${label} ${options.find(([option]) => option === value)?.[1] ?? String(value)}`),
  moved: (now: number, ahead: number) => `The PIM’s clock is moved: ${clockText(now, ahead)}`,
  set: (names: readonly string[]) => (names.length === 0 ? "No fault is on." : `${words.on(names)}.`),
  notSet: (problem: Problem) => `The faults could not be set. ${problemCause(problem).cause}`,
};
