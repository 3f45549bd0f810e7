// Suggestions under the search box of a page: threads, authors and tags whose names begin with the words typed. site.js
// loads this script, and opens the box.
import { form, input, make, onTyping, queryUrl, slugOf, stepOf, stopLooking } from "./dom.js";
import { engine, loadWhenAsked } from "./loading.js";
import { _ } from "./translations.js";

const PLACES = { thread: "in this thread", board: "in this board" };

/** The search for a text in the thread and in the board that the page shows. @param {string} text */
const inPlace = (text) =>
  Object.entries(PLACES).flatMap(([field, kind]) => {
    const url = form.dataset[field];
    if (!url || !text) return [];
    return { kind, text, href: queryUrl(`${text} ${field}:${slugOf(url)}`) };
  });

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
  /** @param {import("./suggest.js").Suggestion[]} found */
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
    const search = async () => {
      const { index, suggest } = await engine();
      return index.read(() => suggest(input.value));
    };
    const found = await search().catch(() => []);
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
  loadWhenAsked();
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
