// The search page: reads the query in the address, and draws the answer.
import { isOffline } from "../offline.js";
import { SENTENCES } from "./constants.js";
import { fieldTerm, form, input, linkTo, make, onTyping, part, queryUrl, stepOf, stopLooking } from "./dom.js";
import { engine, loadWhenAsked } from "./loading.js";
import { AWAY } from "./meta.js";
import { addRows, addSizes, ours, shownRows } from "./rows.js";
import { _, ngettext, number, parts } from "./translations.js";

/**
 * @typedef {import("./engine.js").Answered} Answered
 * @typedef {import("./answer.js").Rest} Rest
 */

const PLACE = /(^|\s)(?:thread|board):(?:"[^"]*"?|\S+)/gi;

const [results, status, ways, facets, advice, browse, more] =
  ["results", "status", "ways", "facets", "advice", "otherwise", "more"].map(part);
let turn = 0;
let showMore = async (/** @type {boolean} */ _isAsked) => {};

/** @param {number} n */
const countPosts = (n) => ngettext("%(num)s post", "%(num)s posts", n);
/** @param {string} text */
async function show(text) {
  const mine = ++turn;
  const isLate = () => mine !== turn;
  if (!text) return clear("", false);
  results.ariaBusy = "true";
  const answerAll = async (/** @type {(text: string) => Promise<Answered>} */ ask) => {
    const answer = await ask(text);
    if (isLate()) return;
    draw(answer);
    if (answer.rows[0]) {
      const rest = await answer.rest();
      if (isLate()) return;
      drawRest(answer, rest);
      restore(isLate);
    }
    for await (const advice of answer.advice()) if (!isLate()) drawAdvice(advice);
  };
  try {
    const { index, answer } = await engine();
    if (!isLate()) await index.read(() => answerAll(answer));
  } catch (error) {
    const isAway = /** @type {Error} */ (error).message === AWAY;
    const words = isAway
      ? _("The search of this site does not answer. Try again later, or browse:")
      : _("The search index of this site could not be read. Try again later, or browse:");
    if (!isLate()) clear(words, false);
  }
}

/** Notes in the history how much of the answer is shown, for when its reader comes back. */
const keep = () => history.replaceState({ rows: shownRows().length, top: scrollY }, "");

/** @param {() => boolean} isLate */
async function restore(isLate) {
  const { rows = 0, top = 0 } = history.state ?? {};
  for (let shown = -1; shown < shownRows().length && shownRows().length < rows && !isLate(); ) {
    shown = shownRows().length;
    await showMore(false);
  }
  if (top && !isLate()) scrollTo(0, top);
}

/** @param {string} words @param {boolean} found */
function clear(words, found) {
  for (const place of [results, ways, advice]) place.replaceChildren();
  status.textContent = words;
  browse.hidden = found;
  results.ariaBusy = "false";
  facets.hidden = !found;
  more.hidden = true;
}

/** @param {Answered} answer */
function draw({ text, total, partial, order: current, hints, rows, meta }) {
  const none = partial ? _(SENTENCES.found_parts, { posts: countPosts(partial) }) : _(SENTENCES.nothing);
  const found = total ? countPosts(total) : meta.n === 0 ? _("There are no posts yet.") : none;
  clear(found, total + partial > 0);
  advice.append(...hints.map((hint) => make("p", ours, hint)));
  if (!rows[0]) return;
  const plain = text.replace(/(^|\s)order:\S*/gi, "").trim();
  for (const order of ["relevance", "newest", "oldest"]) {
    const isFirst = order === "relevance";
    const query = isFirst ? plain : `${plain} order:${order}`;
    ways.append(make("li", {}, linkTo(query, _(isFirst ? "by relevance" : `${order} first`), order === current)));
  }
  const everywhere = text.replace(PLACE, "").trim();
  if (everywhere && everywhere !== text) {
    const query = everywhere.replace(/(^|\s)group:none$/i, "");
    ways.append(make("li", {}, linkTo(query, _("in the whole archive"))));
  }
  addRows(rows, total, meta);
}

/** @param {Answered} answer @param {Rest} rest */
function drawRest({ text, total, partial, meta }, { threads, groups, sizes, more: next, ...counts }) {
  const counted = ngettext("%(num)s thread", "%(num)s threads", threads);
  const values = { posts: countPosts(total), threads: counted, number: number(partial) };
  if (total) status.textContent = _(partial ? SENTENCES.found_more : SENTENCES.found, values);
  facets.replaceChildren(make("summary", ours, _("Narrow the search")));
  for (const [kind, field] of /** @type {const} */ ([["years", "date"], ["authors", "author"], ["boards", "board"]])) {
    const names = counts[kind].map(([value, n]) => facet(text, fieldTerm(field, value), value, n));
    if (names[0]) facets.append(make("section", {}, make("h2", ours, _(SENTENCES[kind])), make("ul", {}, ...names)));
  }
  const addAll = (/** @type {number} */ first) => {
    addSizes(text, sizes, first);
    more.hidden = shownRows().length >= groups;
  };
  addAll(0);
  showMore = async (isAsked) => {
    const [mine, shown] = [turn, shownRows().length];
    const rows = await next(shown).catch(() => null);
    if (mine !== turn) return;
    if (!rows) return void show(text); // a new version of the site has other doc ids
    addRows(rows, total, meta);
    addAll(shown);
    if (isAsked) shownRows()[shown]?.querySelector("a")?.focus();
  };
}

/** @param {import("./answer.js").Advice} advice */
function drawAdvice({ message, query, word, total = 0 }) {
  const values = { posts: countPosts(total), word, query: linkTo(query, query) };
  advice.append(make("p", ours, ...parts(message, values)));
}

/** A name to narrow the search by, or to leave out where the query has it.
 * @param {string} text @param {string} term @param {string} name @param {number} n */
function facet(text, term, name, n) {
  const [before, after] = ` ${text} `.split(` ${term} `);
  const isOn = after !== undefined;
  const link = linkTo(isOn ? `${before} ${after}`.trim() : `${text} ${term}`, name, isOn);
  return make("li", {}, link, " ", make("span", { class: "amount" }, number(n)));
}

const typed = () => input.value.trim();
const addressOf = (/** @type {string} */ text) => (text ? queryUrl(text) : location.pathname);

/** @param {string} text */
function go(text) {
  stopLooking();
  keep();
  history.pushState(null, "", addressOf(text));
  read();
}

function read() {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  show(typed());
}

function look() {
  history.replaceState(null, "", addressOf(typed()));
  show(typed());
}

export function openPage() {
  if (location.protocol === "file:" && !isOffline) part("file")?.removeAttribute("hidden"); // where nothing is fetched
  loadWhenAsked();
  onTyping(look);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(typed());
  });
  addEventListener("popstate", read);
  more.addEventListener("click", () => showMore(true));
  part("main").addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (link) keep();
    if (!link?.getAttribute("href")?.startsWith("?q=") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(new URLSearchParams(link.search).get("q") ?? "");
    input.focus();
  });
  part("main").addEventListener("keydown", (event) => {
    const stops = /** @type {HTMLElement[]} */ ([input, ...results.querySelectorAll(".hit")]);
    const at = stops.indexOf(/** @type {HTMLElement} */ (event.target));
    const next = at >= 0 && stepOf(event) && stops[at + stepOf(event)];
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (event.key === "Escape" && at >= 0) {
      input.focus();
      if (!at && input.value) go("");
    }
  });
  /** @type {HTMLDetailsElement} */ (facets).open = matchMedia("(min-width: 68rem)").matches;
  if (typed()) look(); // it was typed before this script came
  else read();
}
