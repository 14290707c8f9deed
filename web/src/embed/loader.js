// embed.js: the one file that pages of others name. It never changes but for the
// name of what it fetches, which has its content's hash in it.
const at = new URL(SCRIPT, import.meta.url);
import(at.href).catch((cause) => {
  // A deployment that is half there, or a policy: said in each element, beside what its author wrote.
  const say = (element) => {
    const tree = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const said = document.createElement("p");
    said.setAttribute("role", "note");
    said.textContent = `PIM Auth Playground: ${at.href} could not be loaded (${cause.message}). If the playground there was replaced while this page was open, reload the page. If this page has a Content-Security-Policy, it needs: script-src ${at.origin} 'wasm-unsafe-eval'; connect-src ${at.origin}; trusted-types lit-html 'allow-duplicates'`;
    tree.replaceChildren(said, document.createElement("slot"));
  };
  document.querySelectorAll("pim-auth-step").forEach(say);
});
