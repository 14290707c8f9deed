// What an author copies into a page: a step as an element or a frame, with a
// sample inside that reads without any script. The verb snippet writes the same
// texts (build/snippet); build/snippet/vectors holds both to it.

export interface Snippet {
  /** The address of the playground, a slash at its end. */
  readonly source: string;
  /** With the tag that a page needs once. */
  readonly script: boolean;
  /** The script that gives frames their height, PLAYGROUND in it for the address. */
  readonly resize: string;
  readonly step: string;
  readonly version: string;
  /** Of the step: "Get a token". */
  readonly title: string;
  /** Of its frame, before or where no script may say more. */
  readonly height: number;
  /** Where the step stands in the playground: "connector/6.0/#token". */
  readonly walk: string;
  /** Plain HTML, as the build wrote it. */
  readonly sample: string;
  /** "demo", or the address of a PIM. */
  readonly pim: string;
  /** What a reader may choose: "version", "pim", both, or "". */
  readonly choose: string;
  readonly theme: string;
  /** The name of the session that several steps share. */
  readonly session: string;
  /** Starts once the reader asks for it. */
  readonly lazy: boolean;
}

export const formats = {
  html: (s: Snippet): string => scriptOf(s, "") + element(s),
  // Every Markdown knows a div for a block of HTML, and reads it up to the first empty line, of which there is none.
  markdown: (s: Snippet): string => `${scriptOf(s, "\n")}<div>\n${element(s)}</div>\n`,
  mdx,
  iframe: frame,
};

export type Format = keyof typeof formats;

/** The tag that fetches the element from a playground. */
function loader(source: string): string {
  return `<script type="module" src="${quoted(source)}embed.js"></script>`;
}

function scriptOf(s: Snippet, after: string): string {
  return s.script ? `${loader(s.source)}\n${after}` : "";
}

/** The attributes, those that have their default left out. */
export function attributesOf(s: Snippet): [name: string, value: string][] {
  const chosen: [string, string, string?][] = [["step", s.step], ["version", s.version], ["pim", s.pim, "demo"], ["choose", s.choose, ""], ["theme", s.theme, "auto"], ["session", s.session, ""]];
  return chosen.filter(([, value, usual]) => value !== usual).map(([name, value]) => [name, value]);
}

function element(s: Snippet): string {
  const attributes = attributesOf(s).map(([name, value]) => ` ${name}="${quoted(value)}"`);
  if (s.lazy) attributes.push(` lazy=""`);
  const link = `<p>A sample: address, credentials and tokens are made up. <a href="${quoted(s.source + s.walk)}">Try this step in the playground.</a></p>`;
  return `<pim-auth-step${attributes.join("")}>\n${s.sample}\n${link}\n</pim-auth-step>\n`;
}

const references: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&#10;": "\n", "&#123;": "{", "&#34;": '"', "&amp;": "&" };

/** As JSX. Between tags MDX reads Markdown: a text stands there as it is only if it means nothing in it. */
function mdx(s: Snippet): string {
  const head = s.script ? `{/* Once, in the head of the site: ${loader(s.source).replaceAll("*/", "*%2F")} */}\n\n` : "";
  return head + element(s).replaceAll(/<[^>]*>|[^<]+/g, (part) => {
    const text = part.replaceAll(/&(?:lt|gt|amp|#\d+);/g, (reference) => references[reference] ?? reference);
    if (part.startsWith("<") || text.trim() === "" || /^(?:[A-Za-z0-9 ,.;?()’“”…›-]|:(?: |$))+$/.test(text)) return part;
    return `{${JSON.stringify(text)}}`;
  });
}

function frame(s: Snippet): string {
  const query = attributesOf(s).map(([name, value]) => `${name}=${encoded(value)}`).join("&");
  return `${s.script ? `<script>\n${s.resize.replace("PLAYGROUND", () => JSON.stringify(s.source))}</script>\n` : ""}<iframe src="${quoted(`${s.source}embed/?${query}`)}" title="${quoted(s.title)}, PIM Auth Playground" width="100%" height="${String(s.height)}" style="border: 0" loading="lazy" allow="clipboard-write; loopback-network; local-network"></iframe>
<p><a href="${quoted(s.source + s.walk)}">${escaped(s.title)} in the PIM Auth Playground</a></p>
`;
}

/** For a query, as Go does. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("{{", "&#123;&#123;").replaceAll("\u00ad", "");
}

/** For between the quotation marks of an attribute. */
function quoted(text: string): string {
  return escaped(text).replaceAll('"', "&#34;");
}
