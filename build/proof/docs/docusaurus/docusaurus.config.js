import { env } from "node:process";

export default {
  title: "Connector handbook",
  url: "https://docs.example.com",
  baseUrl: "/",
  onBrokenLinks: "throw",
  scripts: [{ src: `${env.PLAYGROUND}/embed.js`, type: "module" }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
  themeConfig: { navbar: { title: "Connector handbook" } },
};
