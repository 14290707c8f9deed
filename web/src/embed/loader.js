// embed.js: the one file that pages of others name. It never changes but for the
// name of what it fetches, which has its content's hash in it.
const at = new URL(SCRIPT, import.meta.url);
const name = "pim-auth-step";
import(at.href).catch(({ message }) => {
  // A deployment that is half there, or a policy: said in each element, now or
  // later, beside what its author wrote; unless another playground on the page
  // has them.
  const say = () => {
    if (customElements.get(name)) return;
    for (const element of document.querySelectorAll(name)) {
      if (element.shadowRoot) continue;
      const said = document.createElement("p");
      said.setAttribute("role", "note");
      said.lang = "en";
      said.dir = "ltr";
      said.textContent = `PIM Auth Playground: ${at.href} could not be loaded (${message}). Reload the page: the playground there may have been replaced since this page was opened. If that does not help, what is at ${at.host} is not whole, or the Content-Security-Policy of this page forbids it. It needs: script-src ${at.origin} 'wasm-unsafe-eval'; connect-src ${at.origin}; trusted-types lit-html 'allow-duplicates'`;
      element.attachShadow({ mode: "open" }).append(said, document.createElement("slot"));
    }
  };
  say();
  new MutationObserver(say).observe(document, { childList: true, subtree: true });
});
