import { env } from "node:process";

export default {
  title: "Connector handbook",
  head: [["script", { type: "module", src: `${env.PLAYGROUND}/embed.js` }]],
  // Vue takes it for a component of its own otherwise.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "pim-auth-step" } } },
  themeConfig: { sidebar: [{ text: "How we connect", link: "/" }, { text: "When the token ends", link: "/session" }] },
};
