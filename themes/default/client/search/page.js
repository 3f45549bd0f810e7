// The search page: reads the query in the address, and draws the answer.
import { answerFromIndex } from "./answer.js";
import { fieldTerm, form, index, input, make, onTyping, part, queryUrl, stepOf, stopLooking } from "./dom.js";
import { stemmers } from "./evaluate.js";
import { answerFromServer } from "./server.js";
import { _, locale, ngettext, parts } from "./translations.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./answer.js").Hit} Hit
 * @typedef {import("./answer.js").Rest} Rest
 */

const FACETS = 8; // names of a kind

const [results, status, ways, facets, advice, browse, more] =
  ["results", "status", "ways", "facets", "advice", "otherwise", "more"].map(part);
let turn = 0;
let showMore = () => {};

/** @param {number} n */
const countPosts = (n) => ngettext("%(num)s post", "%(num)s posts", n);
/** @param {string} query @param {string} words @param {boolean} [isOn] */
function linkTo(query, words, isOn) {
  const link = make("a", { href: queryUrl(query), dir: "auto" }, words);
  if (isOn) link.ariaCurrent = "true";
  return link;
}
/** @param {string} url @param {Record<string, string>} attributes @param {(string | Node)[]} children */
const linkOut = (url, attributes, ...children) =>
  make("a", { href: String(new URL(`..${url}`, form.action)), ...attributes }, ...children);
/** @param {import("./snippet.js").Parts} parts */
const marked = (parts) => parts.map(([words, isMarked]) => (isMarked ? make("mark", {}, words) : words));

/** @param {string | null} date */
function time(date) {
  if (!date) return [];
  const words = new Date(date.slice(0, 10)).toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" });
  return [make("time", { datetime: date, dir: status.dir }, words)];
}

/** @param {string} text */
async function show(text) {
  const mine = ++turn;
  const isLate = () => mine !== turn;
  if (!text) {
    clear("", false);
    return index.read(async () => index.meta.server || stemmers(index, ["word"])).catch(() => {}); // a query will follow
  }
  const answerAll = async () => {
    const answer = await (index.meta.server ? answerFromServer : answerFromIndex)(index, text);
    if (isLate()) return;
    draw(answer);
    if (answer.total) {
      const rest = await answer.rest();
      if (!isLate()) drawRest(answer, rest);
    } else {
      for await (const advice of answer.advice()) if (!isLate()) drawAdvice(advice);
    }
  };
  await index.read(answerAll).catch(() => {
    if (!isLate()) clear(_("The search index of this site could not be read. Try again later, or browse:"), false);
  });
}

/** @param {string} words @param {boolean} found */
function clear(words, found) {
  for (const place of [results, ways, advice]) place.replaceChildren();
  status.textContent = words;
  browse.hidden = found;
  facets.hidden = !found;
  more.hidden = true;
}

/** @param {Answer} answer */
function draw({ text, total, order: current, hints, rows }) {
  const none = _(index.meta.n === 0 ? "There are no posts yet." : "No posts match.");
  clear(total ? countPosts(total) : none, total > 0);
  advice.append(...hints.map((hint) => make("p", { dir: "auto" }, hint)));
  if (!total) return;
  const plain = text.replace(/(^|\s)order:\S*/gi, "").trim();
  for (const order of ["relevance", "newest", "oldest"]) {
    const isFirst = order === "relevance";
    const query = isFirst ? plain : `${plain} order:${order}`;
    ways.append(make("li", {}, linkTo(query, _(isFirst ? "by relevance" : `${order} first`), order === current)));
  }
  results.append(...rows.map(row));
}

/** A thread with its best posts, or one post.
 * @param {Hit[]} hits */
function row([hit, ...others]) {
  const { title, thread, board, date } = hit;
  const by = (/** @type {Hit} */ { number, author }) => [`#${number} `, make("bdi", {}, author ?? "")];
  const notes = (/** @type {(string | Node)[]} */ ...children) => make("p", { class: "notes", dir: status.dir }, ...children);
  const link = board && linkOut(thread.replace(/[^/]+\/$/, ""), { dir: "auto" }, board);
  const above = link ? [" ", ...parts("in %(board)s", { board: link })] : [];
  const also = others.map((other) => {
    const link = linkOut(other.url, { class: "hit" }, ...by(other));
    return make("li", {}, excerpt(other), notes(link, " ", ...time(other.date)));
  });
  return make(
    ...["li", { "data-thread": thread }],
    make("h2", { dir: "auto" }, linkOut(hit.url, { class: "hit" }, ...marked(title))),
    ...time(date).map((day) => make("p", { class: "date" }, day)),
    ...[excerpt(hit), notes(...by(hit), ...above)],
    ...(also[0] ? [make("ol", { class: "also" }, ...also)] : []),
  );
}

/** @param {Hit} hit */
function excerpt({ excerpt, lang }) {
  const made = make("p", { class: "excerpt", dir: "auto" }, ...marked(excerpt));
  if (lang && lang !== document.documentElement.lang) made.lang = lang;
  return made;
}

/** @param {Answer} answer @param {Rest} rest */
function drawRest({ text, total }, { threads, groups, sizes, years, authors, boards, more: next }) {
  const values = { posts: countPosts(total), threads: ngettext("%(num)s thread", "%(num)s threads", threads) };
  status.textContent = _("%(posts)s in %(threads)s", values);
  facets.replaceChildren(make("summary", {}, _("Narrow the search")));
  const kinds = /** @type {const} */ ([["Year", "date", years], ["Author", "author", authors], ["Board", "board", boards]]);
  for (const [name, field, counted] of kinds) {
    const names = counted.slice(0, FACETS).map(([value, n]) => facet(text, fieldTerm(field, value), value, n));
    if (names[0]) facets.append(make("section", {}, make("h2", {}, _(name)), make("ul", {}, ...names)));
  }
  /** Adds the number of matching posts to rows that do not show all of them, from row `first` on.
   * @param {number} first */
  const addCounts = (first) => {
    const rows = /** @type {HTMLElement[]} */ ([...results.children]);
    rows.forEach((row, i) => {
      if (i < first || sizes[i] <= row.querySelectorAll(".hit").length) return;
      const slug = decodeURIComponent(row.dataset.thread ?? "").slice(1, -1);
      const words = _("%(posts)s in this thread", { posts: countPosts(sizes[i]) });
      const all = linkTo(`${text} thread:${slug} group:none`, words);
      row.querySelector(".notes")?.append(" · ", all);
    });
    more.hidden = rows.length >= groups;
  };
  addCounts(0);
  showMore = async () => {
    const [mine, shown] = [turn, results.children.length];
    const rows = await next(shown).catch(() => null);
    if (mine !== turn) return;
    if (!rows) return show(text); // a new version of the site has other doc ids
    results.append(...rows.map(row));
    addCounts(shown);
    results.children[shown]?.querySelector("a")?.focus();
  };
}

/** @param {import("./answer.js").Advice} advice */
function drawAdvice({ kind, query, word, total = 0 }) {
  const values = { posts: countPosts(total), word, query: linkTo(query, query) };
  const quoted = "%(posts)s with “%(word)s” in words that are quoted: %(query)s";
  const others = kind === "quoted" ? quoted : "%(posts)s without “%(word)s”: %(query)s";
  const message = kind === "spelling" ? "Did you mean %(query)s?" : others;
  advice.append(make("p", { dir: status.dir }, ...parts(message, values)));
}

/** A name to narrow the search by, or to leave out where the query has it.
 * @param {string} text @param {string} term @param {string} name @param {number} n */
function facet(text, term, name, n) {
  const [before, after] = ` ${text} `.split(` ${term} `);
  const isOn = after !== undefined;
  const link = linkTo(isOn ? `${before} ${after}`.trim() : `${text} ${term}`, name, isOn);
  return make("li", {}, link, " ", make("span", { class: "amount" }, n.toLocaleString(locale)));
}

const typed = () => input.value.trim();
const addressOf = (/** @type {string} */ text) => (text ? queryUrl(text) : location.pathname);

/** @param {string} text */
function go(text) {
  stopLooking();
  history.pushState(null, "", addressOf(text));
  read();
}

function read() {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  show(typed());
}

export function openPage() {
  onTyping(() => {
    history.replaceState(null, "", addressOf(typed()));
    show(typed());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(typed());
  });
  addEventListener("popstate", read);
  more.addEventListener("click", () => showMore());
  part("main").addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
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
      if (!at) go("");
    }
  });
  /** @type {HTMLDetailsElement} */ (facets).open = matchMedia("(min-width: 68rem)").matches;
  read();
}
