// The script of /embed/, the page for frames of others. embed.js, which the page
// loads beside it, makes steps of the elements that stand here then.

import { showAsked } from "../embed/frame.js";
import { tellHeight } from "../embed/frame-height.js";

const place = document.querySelector("main") ?? document.body;
const root = document.documentElement;
const link = (step: string) => [...document.querySelectorAll<HTMLElement>("li[id]")].find(({ id }) => id === step)?.querySelector("a") ?? undefined;

// What comes before the step would be a height for a moment only, and the frame has one.
const height = tellHeight();
if (!(await showAsked(new URLSearchParams(location.search), root.dataset.step, { link }, place))) root.classList.add("unasked");
height(document.body);
