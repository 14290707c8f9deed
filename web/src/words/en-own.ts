// The words of the page of one's own PIM that do not stand in its HTML, in
// English.

import { html, nothing } from "lit/html.js";
import type { TemplateResult } from "lit/html.js";

export const words = {
  /** Above the lines: for whom they are written. taken: whether the base path could be put in. */
  filled: (page: string, base: string, taken: boolean): TemplateResult => html`Written for this page’s origin, <code>${page}</code>${base === "" ? "." : taken ? html`, and for the base path <code>${base}</code> of your PIM’s address.` : nothing}${taken ? nothing : html`. The base path <code>${base}</code> holds characters that mean something to web servers: put it in the place of <code>/base-path</code> by the command below, which knows how each server writes them.`}`,
  copied: (name: string, page: string) => (name === "" ? "Copied." : `Copied: the lines for ${name}, which let ${page} in.`),
  notCopied: "Your browser does not let this page copy: the text is selected instead.",
};

/** What an attempt showed. */
export const verdicts = {
  demo: "The demo PIM in this page is no other site, so it needs no CORS. Choose My PIM at the top to learn something about yours.",
  local: "The demo PIM on localhost sends CORS by itself, unless it was started with -cors=false. Choose My PIM at the top to learn something about yours.",
  relay: "The relay brought this answer of your PIM: no lines at its web server are needed this way.",
  hidden: (host: string, page: string): TemplateResult => html`${host} answers, and the browser hides the answer: the lines are not in force there, or not for ${page}. <a href="#own-check">Look at it from a terminal</a>: there you see what the browser sees.`,
  callHidden: (host: string): TemplateResult => html`${host} answers, and the browser hides the answer. If step 3 went well, the question before the call is not answered as it has to be, or the refusal comes without the headers: <a href="#own-check">the two commands of step 2</a> tell which.`,
  noAnswer: html`This is not about CORS: no answer came that a page could see. <a href="#relay">A relay</a> would say in words how far it gets.`,
  redirected: (host: string) => `${host} answers with a redirect, and browsers tell a page neither where to nor follow it. Type the address at which the PIM itself answers.`,
  read: (host: string) => `This page can read what ${host} answers. A call needs more: the next step tries it.`,
  strange: (host: string) => `This page can read what ${host} answers, but it is not the root of a PIM’s API. Are the address and its path right?`,
  callRead: (connector: string, app: string): TemplateResult => html`The lines work: the question was answered, and the refusal can be read. Go on with this PIM as a <a href=${connector}>connector</a> or as an <a href=${app}>App</a>.`,
  callStrange: (host: string) => `The answer can be read, but a PIM would have refused with 401. Something before ${host}’s PIM answered, or it let the call in.`,
};
