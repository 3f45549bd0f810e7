// The search page of the published site: reads the query in the address, and shows what it finds.
import { countAll } from "./counts.js";
import { asked, form, input, make, named, onTyping, part, share, stepOf, stopLooking } from "./dom.js";
import { evaluate, stemmers } from "./evaluate.js";
import { parseQuery } from "./query.js";
import { findMatches, findPassage, markAll } from "./snippet.js";
import { findMeant } from "./spelling.js";
import { findTerms } from "./tokens.js";

/** @typedef {import("./decode.js").Post} Post */
/** @typedef {Awaited<ReturnType<typeof ask>>} Answer */

const FIRST = 12; // posts that are shown at once
const MORE = 10; // threads
const BEST = 3; // posts of a thread
const FACETS = 8; // names of a kind

const [results, status, ways, facets, advice, browse, more] = [
  ...["results", "status", "ways", "facets", "advice", "otherwise", "more"].map(part),
];
let turn = 0;
let showMore = () => {};

/** @param {number} n @param {string} one */
const count = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;
/** @param {string} query @param {string} words @param {boolean} [isOn] */
function linkTo(query, words, isOn) {
  const link = make("a", { href: asked(query), dir: "auto" }, words);
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
  const words = new Date(date.slice(0, 10)).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return [make("time", { datetime: date, dir: "ltr" }, words)];
}

/** The first answer to a query. What is known of all hits comes later.
 * @param {string} text */
async function ask(text) {
  const today = Date.parse(new Date().toLocaleDateString("sv", { timeZone: share.meta.zone })) / 864e5;
  const query = parseQuery(text, today);
  const { docs, hints, stems } = await evaluate(share, query);
  const posts = await share.posts(docs.subarray(0, FIRST));
  const matches = findMatches(query.node, stems);
  return { ...query, text, docs, posts, matches, hints: [...query.hints, ...hints] };
}

/** @param {string} text */
async function show(text) {
  const mine = ++turn;
  const isLate = () => mine !== turn;
  if (!text) {
    clear("", false);
    return share.read(() => stemmers(share, ["word"])).catch(() => {}); // who comes here will ask something
  }
  const answerAll = async () => {
    const answer = await ask(text);
    if (isLate()) return;
    draw(answer);
    if (!answer.docs.length) return advise(answer, isLate);
    const counts = await countAll(share, answer.docs);
    if (!isLate()) drawCounts(answer, counts);
  };
  await share.read(answerAll).catch(() => {
    if (!isLate()) clear("The search index of this site could not be read. Try again later, or browse:", false);
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
function draw(answer) {
  const { text, docs } = answer;
  const none = share.meta.n ? "No posts match." : "There are no posts yet.";
  clear(docs.length ? count(docs.length, "post") : none, docs.length > 0);
  advice.append(...answer.hints.map((hint) => make("p", { dir: "auto" }, hint)));
  if (!docs.length) return;
  const plain = text.replace(/(^|\s)order:\S*/gi, "").trim();
  for (const order of ["relevance", "newest", "oldest"]) {
    const isFirst = order === "relevance";
    const query = isFirst ? plain : `${plain} order:${order}`;
    ways.append(make("li", {}, linkTo(query, isFirst ? "by relevance" : `${order} first`, order === answer.order)));
  }
  const threads = /** @type {Record<string, Post[]>} */ ({});
  for (const post of answer.posts) (threads[answer.group === "none" ? post.url : post.thread] ??= []).push(post);
  results.append(...Object.values(threads).map((posts) => row(answer, posts)));
}

/** A thread with its best posts.
 * @param {Answer} answer @param {Post[]} posts */
function row(answer, [post, ...others]) {
  const { title, thread, board, date } = post;
  const by = (/** @type {Post} */ { number, author }) => [`#${number} `, make("bdi", {}, author ?? "")];
  const notes = (/** @type {(string | Node)[]} */ ...children) => make("p", { class: "notes", dir: "ltr" }, ...children);
  const above = board ? [" in ", linkOut(thread.replace(/[^/]+\/$/, ""), { dir: "auto" }, board)] : [];
  const also = others.slice(0, BEST - 1).map((other) => {
    const link = linkOut(other.url, { class: "hit" }, ...by(other));
    return make("li", {}, excerpt(answer, other), notes(link, " ", ...time(other.date)));
  });
  return make(
    ...["li", { "data-thread": thread }],
    make("h2", { dir: "auto" }, linkOut(post.url, { class: "hit" }, ...marked(markAll(title, answer.matches)))),
    ...time(date).map((day) => make("p", { class: "date" }, day)),
    ...[excerpt(answer, post), notes(...by(post), ...above)],
    ...(also[0] ? [make("ol", { class: "also" }, ...also)] : []),
  );
}

/** @param {Answer} answer @param {Post} post */
function excerpt({ node, matches }, { text, quoted, lang }) {
  const words = /"(word|phrase|prefix|fuzzy)","quoted"/.test(JSON.stringify(node)) ? quoted : text;
  const made = make("p", { class: "excerpt", dir: "auto" }, ...marked(findPassage(words, matches)));
  if (lang && lang !== document.documentElement.lang) made.lang = lang;
  return made;
}

/** @param {Answer} answer @param {Awaited<ReturnType<typeof countAll>>} counts */
function drawCounts(answer, { threads, years, authors, boards }) {
  const { text, docs } = answer;
  status.textContent = `${count(docs.length, "post")} in ${count(threads.length, "thread")}`;
  facets.replaceChildren(make("summary", {}, "Narrow the search"));
  const kinds = /** @type {const} */ ([["Year", "date", years], ["Author", "author", authors], ["Board", "board", boards]]);
  for (const [name, field, counted] of kinds) {
    const names = counted.slice(0, FACETS).map(([value, n]) => facet(text, named(field, value), value, n));
    if (names[0]) facets.append(make("section", {}, make("h2", {}, name), make("ul", {}, ...names)));
  }
  const groups = answer.group === "none" ? Array.from(docs, (doc) => [doc]) : threads;
  /** Says how many posts of threads match, from the first of these rows on, where not all of them are shown.
   * @param {number} first */
  const addCounts = (first) => {
    const rows = /** @type {HTMLElement[]} */ ([...results.children]);
    for (const [i, row] of rows.entries()) {
      const [all, notes] = [groups[i].length, row.querySelector(".notes")];
      if (i < first || all <= row.querySelectorAll(".hit").length) continue;
      const slug = decodeURIComponent(row.dataset.thread ?? "").slice(1, -1);
      notes?.append(" · ", linkTo(`${text} thread:${slug} group:none`, `${count(all, "post")} in this thread`));
    }
    more.hidden = rows.length >= groups.length;
  };
  addCounts(0);
  showMore = async () => {
    const [mine, shown] = [turn, results.children.length];
    const next = groups.slice(shown, shown + MORE);
    const posts = await Promise.all(next.map((docs) => share.posts(docs.slice(0, BEST)))).catch(() => null);
    if (mine !== turn) return;
    if (!posts) return show(text); // a deploy has renumbered them
    results.append(...posts.map((posts) => row(answer, posts)));
    addCounts(shown);
    results.children[shown].querySelector("a")?.focus();
  };
}

/** @param {string} text @param {string} term @param {string} name @param {number} n */
function facet(text, term, name, n) {
  const [before, after] = ` ${text} `.split(` ${term} `);
  const isOn = after !== undefined;
  const link = linkTo(isOn ? `${before} ${after}`.trim() : `${text} ${term}`, name, isOn);
  return make("li", {}, link, " ", make("span", { class: "amount" }, n.toLocaleString("en")));
}

/** The words that a query looks for.
 * @param {any[]} node @returns {any[][]} */
const wordsOf = (node) =>
  node[0] === "word" ? [node] : /^(and|or)$/.test(node[0]) ? node.slice(1).flatMap(wordsOf) : [];

/** What else to ask where nothing was found: another spelling, a word less, or in quoted words.
 * @param {Answer} answer @param {() => boolean} isLate */
async function advise(answer, isLate) {
  const { node } = answer;
  const found = async (/** @type {any[]} */ ...node) => (await evaluate(share, { node, order: "newest" })).docs.length;
  const replaced = (/** @type {string} */ word, /** @type {string} */ by, text = answer.text) => {
    const { start, end } = findTerms(text).find(({ start, end }) => text.slice(start, end) === word) ?? { start: 0, end: 0 };
    return `${text.slice(0, start)}${by}${text.slice(end)}`.replace(/\s+/g, " ").trim();
  };
  const say = (/** @type {string} */ words, /** @type {string} */ query, then = "") => {
    if (!isLate()) advice.append(make("p", { dir: "ltr" }, words, linkTo(query, query), then));
  };
  let meant = answer.text;
  for (const [kind, field, word] of wordsOf(node)) {
    if (field === "name" || field === "quoted" || (await found(kind, field, word))) continue;
    const better = await findMeant(share, word, field);
    meant = meant && better ? replaced(word, better, meant) : ""; // all that nobody has, or none
  }
  if (meant && meant !== answer.text) say("Did you mean ", meant, "?");
  const parts = node[0] === "and" ? node.slice(1) : [node];
  for (const part of parts) {
    const [kind, field, word] = part;
    if (kind !== "word" || field) continue;
    const others = parts.filter((other) => other !== part);
    const rest = others.some(([kind]) => kind !== "not") && (await found("and", ...others));
    if (rest) say(`${count(rest, "post")} without “${word}”: `, replaced(word, ""));
    const quoted = await found("and", ...others, ["word", "quoted", word]);
    if (quoted) say(`${count(quoted, "post")} with “${word}” in words that are quoted: `, replaced(word, `quoted:${word}`));
  }
}

const typed = () => input.value.trim();
const addressOf = (/** @type {string} */ text) => (text ? asked(text) : location.pathname);

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
