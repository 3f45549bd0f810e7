// Suggestions under the search box of a page: threads, authors and tags whose names begin with the words typed.
import { keyOf } from "./decode.js";
import { fieldTerm, form, index, input, make, onTyping, queryUrl, slugOf, stepOf, stopLooking } from "./dom.js";
import { evaluate } from "./evaluate.js";
import { findTerms, identity } from "./tokens.js";
import { _ } from "./translations.js";

const PLACES = { thread: "in this thread", board: "in this board" };
const THREADS = 5;
const NAMES = 3;

/** The search for a text in the thread and in the board that the page shows. @param {string} text */
const inPlace = (text) =>
  Object.entries(PLACES).flatMap(([field, kind]) => {
    const url = form.dataset[field];
    if (!url || !text) return [];
    return { kind, text, href: queryUrl(`${text} ${field}:${slugOf(url)}`) };
  });

/** Suggestions for a text, with their addresses. @param {string} text */
async function suggest(text) {
  const words = findTerms(text).map((term) => term.text);
  const last = words.pop() ?? "";
  if (last.length < 2) return [];
  /** @type {import("./query.js").Node} */
  const node = ["and", ...words.map((word) => ["phrase", "title", [word]]), ["prefix", "title", last]];
  const find = async (/** @type {string} */ letter, /** @type {string} */ kind) =>
    (await index.lists(keyOf(letter, identity(text))))
      .sort((a, b) => b.df - a.df)
      .slice(0, NAMES)
      .map(({ name }) => ({ kind, text: name, href: queryUrl(fieldTerm(kind, name)) }));
  const { docs } = await evaluate(index, { node, order: "relevance" });
  const threads = (await index.posts(docs.subarray(0, THREADS))).map(({ title, thread }) => ({
    kind: "thread",
    text: title,
    href: `..${thread}`,
  }));
  return [...threads, ...(await find("a", "author")), ...(await find("g", "tag"))];
}

/** Makes the search box a combobox (WAI-ARIA 1.2) with a list of suggestions. Enter without a choice searches. */
export function openBox() {
  const list = make("ul", { id: "_suggestions", role: "listbox", "aria-label": _("Suggestions") });
  let turn = 0;
  let at = -1;

  /** @param {number} to */
  const choose = (to) => {
    at = to;
    [...list.children].forEach((option, i) => (option.ariaSelected = String(i === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  /** @param {Awaited<ReturnType<typeof suggest>>} found */
  const show = (found) => {
    choose(-1);
    list.replaceChildren(
      ...found.map(({ kind, text, href }, i) => {
        const names = [make("bdi", {}, text), " ", make("small", {}, _(kind))];
        const address = String(new URL(href, form.action));
        const state = { role: "option", "aria-selected": "false", "data-href": address };
        return make("li", { id: `_suggestion${i}`, ...state }, ...names);
      }),
    );
    list.hidden = !found.length;
    input.ariaExpanded = String(!list.hidden);
  };
  const look = async () => {
    const mine = ++turn;
    // No suggestions where there is no index for browsers: in the preview, and before the first build.
    const found = await index.read(async () => (index.meta.server ? [] : suggest(input.value))).catch(() => []);
    if (mine === turn && document.activeElement === input) show([...inPlace(input.value.trim()), ...found]);
  };
  const close = () => {
    turn++;
    stopLooking();
    show([]);
  };
  /** @param {Element | null} option */
  const go = (option) => {
    const href = /** @type {HTMLElement | null} */ (option)?.dataset.href;
    if (href) location.href = href;
  };
  input.role = "combobox";
  input.ariaAutoComplete = "list";
  input.setAttribute("aria-controls", list.id);
  input.after(list);
  onTyping(look);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = list.children.length + 1; // arrow keys also stop at the input
    const step = !list.hidden && stepOf(event);
    if (step) choose(((at + 1 + step + count) % count) - 1);
    else if (event.key === "Enter" && at >= 0) go(list.children[at]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
  list.addEventListener("click", ({ target }) => go(/** @type {Element} */ (target).closest("li")));
  show([]);
  if (input.value) look();
}
