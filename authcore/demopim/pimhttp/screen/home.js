// The PIM's own application: what stands after the # of the address says what
// it shows. It knows nothing but what the PIM's endpoints tell any script.

const main = document.querySelector("main");
const status = document.querySelector("#status");

/** The words for a key, with the names that stand in them. */
const say = (key, names = {}) =>
  (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name) => names[name] ?? "");

/** An element. Texts stay texts, whoever wrote them. */
function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Puts a screen in the place of the one before, and the reader at its top. */
function show(title, ...children) {
  const heading = element("h1", { tabIndex: -1 }, title);
  main.replaceChildren(heading, ...children.filter((child) => child !== null));
  document.title = `${title} · Demo PIM`;
  status.textContent = "";
  heading.focus();
}

/** An App's request that came to nothing. */
function showError(key) {
  show(
    say("error"),
    element("p", { className: "bad" }, say(key)),
    element("p", {}, say("support")),
    key in words ? element("p", { className: "soft" }, "The PIM calls it ", element("code", {}, key), ".") : null,
    element("p", {}, element("a", { href: "#/connect/app-store" }, "Home")),
  );
}

/** What is no success, and has no name. */
function refused(answer) {
  if (answer.status === 401) return "You are no longer logged in. Load the page again.";
  if (answer.status === 403) return "Your role does not allow this (403).";
  if (answer.status === 0) return "The PIM does not answer.";
  return `The PIM answers ${answer.status}.`;
}

/** Sends what only scripts of the PIM may send. */
async function ask(method, path) {
  status.textContent = "Waiting for the PIM …";
  try {
    const response = await fetch(path, { method, headers: { "X-Requested-With": "XMLHttpRequest" } });
    const json = response.headers.get("Content-Type") === "application/json";
    return { ok: response.ok, status: response.status, body: json ? await response.json() : null };
  } catch {
    return { ok: false, status: 0, body: null };
  } finally {
    status.textContent = "";
  }
}

/** Says in place what went wrong. */
function alarm(text) {
  let line = main.querySelector('[role="alert"]');
  if (line === null) {
    line = element("p", { className: "bad", role: "alert" });
    main.append(line);
  }
  line.textContent = text;
}

/** Asks the PIM where to go, and goes there. */
async function leave(method, path, named) {
  const answer = await ask(method, path);
  const key = answer.body?.errors?.[0]?.message;
  const address = answer.body?.[named];
  if (key !== undefined) showError(key);
  else if (!answer.ok) alarm(refused(answer));
  else if (/^https?:/i.test(address)) location.assign(address);
  else alarm(`The PIM names no address of the web: ${address}`);
}

/** What is asked for, and what was granted before. */
function stepOf(title, all, before) {
  return { title, items: all.filter((item) => !before.includes(item)), granted: before.filter((item) => all.includes(item)) };
}

/** A scope message in English. */
const scopeText = (message) => say(message.type, { entities: message.entities.replaceAll("_", " ") });

/** The wizard of an App that wants to be let in, or to know who the person is. */
async function wizard(id, authenticate, news) {
  const answer = await ask("GET", `/rest/apps/load-wizard-data/${encodeURIComponent(id)}`);
  if (!answer.ok) return show("There is nothing to consent to", element("p", { className: "bad" }, refused(answer)), element("p", {}, "It begins at the App, which sends you here with its request."));
  const data = answer.body;
  const app = data.appName;
  const steps = [];
  if (authenticate || data.authenticationScopes.length > 0) {
    const held = news === "" ? (data.oldAuthenticationScopes ?? []) : data.authenticationScopes.filter((scope) => !news.split(",").includes(scope));
    steps.push(stepOf(say("authentication", { app }), data.authenticationScopes.map((scope) => say(scope)), held.map((scope) => say(scope))));
  }
  if (!authenticate) {
    steps.push(stepOf(say("authorizations", { app }), data.scopeMessages.map(scopeText), (data.oldScopeMessages ?? []).map(scopeText)));
  }
  const confirm = `/rest/apps/${authenticate ? "confirm-authentication" : "confirm-authorization"}/${encodeURIComponent(id)}`;
  step(steps, 0, data.displayCheckboxConsent ? say("checkbox", { app }) : "", confirm);
}

/** One page of the wizard. */
function step(steps, at, checkbox, confirm) {
  const { title, items, granted } = steps[at];
  const last = at === steps.length - 1;
  const list = (texts) => element("ul", {}, ...texts.map((text) => element("li", {}, text)));
  const form = element(
    "form",
    { className: "card" },
    items.length > 0 ? list(items) : element("p", {}, "Nothing new."),
    granted.length > 0 ? element("h2", {}, "Granted before") : null,
    granted.length > 0 ? list(granted) : null,
    last && checkbox !== ""
      ? element("div", { className: "tick" }, element("input", { type: "checkbox", id: "agree", required: true }), element("label", { htmlFor: "agree" }, checkbox))
      : null,
    element("p", { className: "go" }, element("button", { className: "next" }, say(last ? "confirm" : "next")), element("a", { href: "#/connect/app-store" }, "Cancel")),
  );
  let sent = false; // a second press would make a second code
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!last) return step(steps, at + 1, checkbox, confirm);
    if (sent) return;
    sent = true;
    await leave("POST", confirm, "redirectUrl");
    sent = false;
  });
  show(title, steps.length > 1 ? element("p", { className: "soft" }, `Step ${at + 1} of ${steps.length}`) : null, form, element("p", { className: "soft" }, "If you cancel, the App hears nothing."));
}

/** A button that does something to an App. */
function button(text, about, act) {
  const made = element("button", { type: "button" }, text);
  made.setAttribute("aria-label", `${text} ${about}`);
  made.addEventListener("click", act);
  return made;
}

/** The Apps that can be connected, as far as the version tells. */
async function home() {
  show("Home");
  let apps = demoApp === null ? [] : [demoApp];
  if (appList !== "") {
    const answer = await ask("GET", appList);
    if (!answer.ok) return show("Home", element("p", {}, "You are logged in. Your role may not manage Apps."));
    apps = answer.body.apps;
  }
  if (demoApp === null) return show("Home", element("p", {}, "You are logged in. There are no Apps before PIM 6.0."));
  const rows = apps.map((app) =>
    element(
      "li",
      {},
      element("span", {}, app.name),
      app.connected === true
        ? element("a", { href: `/connect/apps/v1/connected_app/${encodeURIComponent(app.id)}` }, `Settings of ${app.name}`)
        : button("Connect", app.name, () => leave("GET", `/rest/apps/activate/${encodeURIComponent(app.id)}`, "url")),
    ),
  );
  show("Home", element("p", {}, "You are logged in. Connect an App, and its own page opens, which sends you back here to consent."), element("ul", { className: "apps" }, ...rows));
}

/** What there is to do with an App that was let in. */
function connectedApp(code) {
  const path = `/rest/apps/connected-apps/${encodeURIComponent(code)}`;
  const disconnect = button("Disconnect", "the App", async () => {
    const answer = await ask("DELETE", path);
    if (!answer.ok) return alarm(refused(answer));
    show("Disconnected", element("p", {}, "The App's token is no longer valid."), element("p", {}, element("a", { href: "#/" }, "Home")));
  });
  show(
    "Connected App",
    element("p", {}, element("code", {}, code)),
    element("p", {}, "Disconnecting ends the App's token at once, and removes its user and its client."),
    element("p", { className: "go" }, button("Open", "the App", () => leave("GET", `${path}/open-app-url`, "url")), disconnect),
  );
}

function route() {
  const [path, query = ""] = location.hash.slice(1).split("?");
  const given = new URLSearchParams(query);
  const [, code] = path.split("/connect/connected-apps/");
  const id = given.get("client_id");
  const authenticate = path === "/connect/apps/authenticate";
  if (given.has("error")) showError(given.get("error"));
  else if (id !== null && (authenticate || path === "/connect/apps/authorize")) void wizard(id, authenticate, given.get("new_authentication_scopes") ?? "");
  else if (code) connectedApp(decodeURIComponent(code));
  else void home();
}

addEventListener("hashchange", route);
route();
