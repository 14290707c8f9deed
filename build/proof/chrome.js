// The browser that Lighthouse looks through: Debian's if it is there.

import { existsSync } from "node:fs";
import { launch } from "chrome-launcher";

const debian = "/usr/bin/chromium";

export const open = () =>
  launch({
    ...(existsSync(debian) ? { chromePath: debian } : {}),
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
