// Suggestions under the search box of a page: threads, authors and tags that the words may mean. Loaded when it is used.
import { keyOf } from "./decode.js";
import { evaluate } from "./evaluate.js";
import { Share } from "./share.js";
import { casefold, findTerms } from "./tokens.js";

const PAUSE = 60; // ms
const THREADS = 5;
const NAMES = 3;

/** @typedef {{kind: string, text: string, href: string}} Suggestion */

/** @param {Share} share @param {string} text @param {URL} page @returns {Promise<Suggestion[]>} */
async function suggest(share, text, page) {
  if (!share.meta.zone) await share.open();
  const words = findTerms(text).map((term) => term.text);
  const last = words[words.length - 1] ?? "";
  if (last.length < 2) return [];
  const node = ["and", ...words.slice(0, -1).map((word) => ["phrase", "title", [word]]), ["prefix", "title", last]];
  const name = casefold(text).trim().split(/\s+/).join(" ");
  const [{ docs }, authors, tags] = await Promise.all([
    evaluate(share, { node, order: "relevance" }),
    share.lists(keyOf("a", name)),
    share.lists(keyOf("g", name)),
  ]);
  const named = (/** @type {string} */ kind, /** @type {import("./decode.js").List[]} */ lists) =>
    lists
      .sort((a, b) => b.df - a.df)
      .slice(0, NAMES)
      .map(({ name }) => ({
        kind,
        text: name,
        href: `${page}?q=${encodeURIComponent(`${kind}:"${name.replaceAll('"', " ")}"`)}`,
      }));
  const posts = await share.posts(docs.subarray(0, THREADS));
  const threads = posts.map(({ title, thread }) => ({
    kind: "thread",
    text: title,
    href: new URL(`..${thread}`, page).href,
  }));
  return [...threads, ...named("author", authors), ...named("tag", tags)];
}

/** Makes an input a combobox (ARIA 1.2) with a list of suggestions. Enter without a choice searches, as ever.
 * @param {HTMLInputElement} input */
export function attach(input) {
  const page = new URL(/** @type {HTMLFormElement} */ (input.form).action);
  const share = new Share(new URL("data/", page).href);
  const list = document.createElement("ul");
  let turn = 0;
  let pause = 0;
  let at = -1;
  list.id = "_suggestions";
  list.role = "listbox";
  list.ariaLabel = "Suggestions";
  input.role = "combobox";
  input.ariaAutoComplete = "list";
  input.setAttribute("aria-controls", list.id);
  input.after(list);

  /** @param {number} to */
  const choose = (to) => {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = to;
    const option = list.children[at];
    option?.setAttribute("aria-selected", "true");
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  /** @param {Suggestion[]} found */
  const show = (found) => {
    choose(-1);
    const options = found.map(({ kind, text, href }, i) => {
      const option = document.createElement("li");
      const [name, what] = [document.createElement("bdi"), document.createElement("small")];
      option.id = `_suggestion${i}`;
      option.role = "option";
      option.ariaSelected = "false";
      option.dataset.href = href;
      name.textContent = text;
      what.textContent = kind;
      option.append(name, " ", what);
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !found.length;
    input.ariaExpanded = String(!list.hidden);
  };
  const look = async () => {
    const mine = ++turn;
    // Where there is no index, as before the first build, there is nothing to suggest.
    const found = await share.read(() => suggest(share, input.value, page)).catch(() => []);
    if (mine === turn && document.activeElement === input) show(found);
  };
  const close = () => {
    turn++;
    clearTimeout(pause);
    show([]);
  };
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = list.children.length + 1; // the input itself is one of the stops
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) choose(((at + 1 + step + count) % count) - 1);
    else if (event.key === "Enter" && at >= 0)
      location.href = /** @type {HTMLElement} */ (list.children[at]).dataset.href ?? "";
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
  list.addEventListener("click", (event) => {
    const href = /** @type {Element} */ (event.target).closest("li")?.dataset.href;
    if (href) location.href = href;
  });
  show([]);
  if (input.value) look();
}
