// The words of the scenes that do not stand in the page, in English.

import type { Actor } from "../attacker/stage.js";

/** Who sends; the App and the connector are the same machine to the PIM. */
export const actors: Record<Actor, string> = {
  attacker_browser: "Attacker’s browser",
  attacker: "Attacker",
  you: "Your browser",
  app: "App",
  connector: "Connector",
};

export const sceneWords = {
  nothing: "Nothing sent yet",
  progress: (n: number, of: number) => `${n} of ${of}`,
  over: "The end",
  overAlready: "This scene is over. Start again, or switch its protection.",
  anew: (on: boolean) => `Protection ${on ? "on" : "off"}. The scene begins anew.`,
  again: "The scene begins anew.",
  loading: "The demo PIM is being loaded. Press again in a moment.",
  failed: "The demo PIM failed over this message. Start again.",
  front: "through the browser",
  back: "server to server",
  pim: "PIM",
  toApp: "App",
  several: (n: number) => `${n} messages`,
  answer: (status: string) => `Answer: ${status}`,
  loginPage: (status: string) => `${status}, the login page`,
  refused: (came: string, has: string) => `The App takes no code: the state is ${came}, and this browser’s session has ${has}.`,
  taken: "The App takes the code without a look at the state.",
  known: "The App finds the state in its list, and takes the code.",
  matched: "The App finds the state in this browser’s session, and takes the code.",
  logged: "The App takes the code, and logs the request that it will send.",
};
