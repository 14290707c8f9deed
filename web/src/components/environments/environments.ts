// The PIMs that a person keeps, side by side in the row of My PIM, and the form
// that keeps one more.

import { html, nothing, render } from "lit/html.js";
import { nameOf, onKept, readKept, withOne, writeKept } from "../../own/environments.js";
import type { Environment, Kept } from "../../own/environments.js";
import { addressOf, edited, isOwn, placeOf } from "../../session.js";
import type { Session } from "../../session.js";
import { versionName } from "../../words/en.js";
import { environmentWords as words } from "../../words/en-environments.js";
import { offered } from "../choice/choice.js";
import { readOwn } from "../choice/own.js";
import { part } from "../part.js";

/** What the form holds, while it is open. */
interface Draft {
  readonly address: string;
  name: string;
  production: boolean;
  wrong: string;
}

export function keepEnvironments(session: Session): void {
  const choices = part(document, "kept");
  const row = part(document, "environments");
  const accepts = {
    address: (text: string) => {
      const parsed = session.engine.state === "ready" ? session.engine.client.parseAddress({ text }) : undefined;
      return parsed?.ok === true && parsed.value.address === text;
    },
    version: (text: string) => offered().includes(text),
  };
  let kept: Kept | undefined;
  let draft: Draft | undefined;
  /** What is kept, read once the engine can judge it; again after another tab wrote. */
  const current = () => (session.engine.state === "ready" ? (kept ??= readKept(accepts)) : { list: [], left: 0 });

  const store = (list: readonly Environment[], said: string) => {
    session.announce(writeKept(list) ? said : words.blocked);
    kept = undefined;
    draft = undefined;
    session.changed();
    // The button that was pressed goes.
    session.toStatus();
  };
  /** What is there now: another tab may have written since. */
  const fresh = () => readKept(accepts).list;

  const choose = (one: Environment) => {
    session.own.text = one.address;
    session.own.confirmed = true;
    readOwn(session);
    if (one.version !== "") session.version = one.version;
    if (one.client_id !== "") placeOf(session).inputs.client_id = one.client_id;
    draft = undefined;
    edited(session);
    session.announce(words.chosen(one));
  };
  const open = (address: string, before: Environment | undefined) => {
    draft = draft ? undefined : { address, name: before?.name ?? words.host(address), production: before?.production ?? false, wrong: "" };
    session.changed();
  };
  const save = (clientID: string, { address, name: typed, production }: Draft) => {
    const list = fresh();
    const name = nameOf(typed);
    const other = list.find((one) => one.name === name && one.address !== address);
    const wrong = name === "" ? words.nameless : other ? words.taken(name, other.address) : "";
    if (wrong !== "" && draft) {
      draft.wrong = wrong;
      session.announce(wrong);
      session.changed();
      return;
    }
    const one = { name, address, version: session.version, client_id: clientID, production };
    store(withOne(list, one), words.done(one));
  };

  const update = () => {
    const { list, left, trouble } = current();
    const { own } = session;
    const address = own.confirmed ? own.parsed?.address : undefined;
    const here = list.find((one) => one.address === own.parsed?.address);
    if (draft && draft.address !== address) draft = undefined;
    mark(session, list);
    const typed = placeOf(session).inputs.client_id;
    const clientID = typed === "" ? (here?.client_id ?? "") : typed;
    const remove = (one: Environment) => {
      store(fresh().filter(({ name }) => name !== one.name), words.removed(one.name));
    };
    const removeAll = () => {
      store([], words.removedAll);
    };
    render(list.length === 0 ? nothing : sideBySide(list, here, choose, remove, removeAll), choices);
    render(
      html`${address === undefined ? nothing : html`<button type="button" class="quiet" aria-expanded=${draft !== undefined} aria-controls="keep-form" @click=${() => { open(address, here); }}>${here ? words.change : words.keep}</button>`}
        ${trouble === undefined && left === 0 ? nothing : html`<p class="bad">${trouble ? words[trouble] : words.left(left)}${trouble === "blocked" ? nothing : html` <button type="button" class="quiet" @click=${() => { store(list, words.removedRest); }}>${words.remove}</button>`}</p>`}
        <div id="keep-form" ?hidden=${!draft}>${draft ? form(session, clientID, draft, save) : nothing}</div>`,
      row,
    );
  };
  onKept(() => {
    kept = undefined;
    session.changed();
  });
  session.listen(update);
  update();
}

/** Has the whole page say whether the chosen PIM is production, whichever path of its host is typed. */
function mark(session: Session, list: readonly Environment[]): void {
  const chosen = isOwn(session) ? addressOf(session) : undefined;
  const there = chosen === undefined ? "" : new URL(chosen).origin;
  const production = list.some((one) => one.production && new URL(one.address).origin === there);
  document.documentElement.classList.toggle("in-production", production);
}

function sideBySide(list: readonly Environment[], here: Environment | undefined, choose: (one: Environment) => void, remove: (one: Environment) => void, removeAll: () => void) {
  return html`<div class="kept-pims">
    <span id="kept-label">${words.kept}</span>
    <ul aria-labelledby="kept-label">
      ${list.map((one) => html`<li>
        <button type="button" class="pill" aria-pressed=${one === here} @click=${() => { choose(one); }}><bdi>${one.name}</bdi></button>
        ${one.production ? html`<span class="production">${words.production}</span>` : nothing}
        <button type="button" class="quiet" aria-label=${words.removeOne(one.name)} @click=${() => { remove(one); }}>${words.remove}</button>
      </li>`)}
    </ul>
    ${list.length > 1 ? html`<button type="button" class="quiet" @click=${removeAll}>${words.removeAll}</button>` : nothing}
  </div>`;
}

function form(session: Session, clientID: string, draft: Draft, save: (clientID: string, draft: Draft) => void) {
  const typed = (event: Event) => {
    draft.name = (event.currentTarget as HTMLInputElement).value;
    draft.wrong = "";
    session.changed();
  };
  const marked = (event: Event) => {
    draft.production = (event.currentTarget as HTMLInputElement).checked;
  };
  return html`<div class="keep">
      <label for="keep-name">${words.name}</label>
      <input id="keep-name" type="text" maxlength="60" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="keep-what" aria-invalid=${draft.wrong === "" ? nothing : "true"} .value=${draft.name} @input=${typed}>
      <label class="switch"><input type="checkbox" role="switch" autocomplete="off" .checked=${draft.production} @change=${marked}>${words.production}</label>
      <button type="button" class="btn" @click=${() => { save(clientID, draft); }}>${words.save}</button>
    </div>
    ${draft.wrong === "" ? nothing : html`<p class="bad">${draft.wrong}</p>`}
    <p id="keep-what">${words.what(versionName(session.version), draft.address, clientID, location.origin)}</p>`;
}
