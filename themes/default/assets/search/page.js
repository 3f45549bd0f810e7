// The search page of the published site: reads the query in the address, and shows what it finds.
import { countAll } from "./counts.js";
import { evaluate, stemmers } from "./evaluate.js";
import { parseQuery } from "./query.js";
import { Share } from "./share.js";
import { findMatches, findPassage, markAll } from "./snippet.js";
import { findMeant } from "./spelling.js";
import { findTerms } from "./tokens.js";

/** @typedef {import("./decode.js").Post} Post */
/** @typedef {import("./snippet.js").Parts} Parts */
/** @typedef {Awaited<ReturnType<typeof ask>>} Answer */

const PAUSE = 60; // ms without a key before an answer is looked for
const FIRST = 12; // posts that are shown at once
const MORE = 10; // threads
const BEST = 3; // posts of a thread
const FACETS = 8; // names of a kind

const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (document.getElementById(`_${name}`));
const [results, status, ways, facets, advice, browse] = [
  "results",
  "status",
  "ways",
  "facets",
  "advice",
  "otherwise",
].map(part);
const input = /** @type {HTMLInputElement} */ (part("q"));
const form = /** @type {HTMLFormElement} */ (input.form);
const more = /** @type {HTMLButtonElement} */ (part("more"));
const root = new URL("../", form.action);
const share = new Share(new URL("search/data/", root).href);
let turn = 0;
/** @type {() => void} */
let showMore = () => {};

/** @param {string} tag @param {Record<string, string>} [attributes] @param {(string | Node)[]} children */
function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const count = (/** @type {number} */ n, /** @type {string} */ one) =>
  `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;
const linkTo = (/** @type {string} */ query, /** @type {string} */ words) =>
  make("a", { href: `?q=${encodeURIComponent(query)}`, dir: "auto" }, words);
const marked = (/** @type {Parts} */ parts) =>
  parts.map(([words, isMarked]) => (isMarked ? make("mark", {}, words) : words));
const address = (/** @type {string} */ url) => new URL(url.slice(1), root).href;

/** @param {string | null} date */
function time(date) {
  if (!date) return [];
  const day = new Date(`${date.slice(0, 10)}T00:00Z`);
  const words = day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return [make("time", { datetime: date, dir: "ltr" }, words)];
}

/** The first answer to a query. What is known of all hits comes later.
 * @param {string} text */
async function ask(text) {
  if (!share.meta.zone) await share.open();
  const today = Date.parse(new Date().toLocaleDateString("sv", { timeZone: share.meta.zone })) / 864e5;
  const query = parseQuery(text, today);
  const { docs, hints } = await evaluate(share, query);
  const [posts, stems] = await Promise.all([share.posts(docs.subarray(0, FIRST)), stemmers(share, query.node)]);
  return { text, query, docs, posts, hints: [...query.hints, ...hints], matches: findMatches(query.node, stems) };
}

/** @param {string} text */
async function show(text) {
  const mine = ++turn;
  const isLate = () => mine !== turn;
  if (!text) return clear("");
  const answerAll = async () => {
    const answer = await ask(text);
    if (isLate()) return;
    draw(answer);
    if (!answer.docs.length) return advise(answer, isLate);
    const counts = await countAll(share, answer.docs);
    if (!isLate()) drawCounts(answer, counts);
  };
  try {
    await share.read(answerAll);
  } catch {
    if (!isLate()) clear("The search index of this site could not be read. Try again later, or browse:");
  }
}

/** @param {string} words @param {boolean} [found] */
function clear(words, found = false) {
  for (const place of [results, ways, advice]) place.replaceChildren();
  status.textContent = words;
  browse.hidden = found;
  facets.hidden = !found;
  more.hidden = true;
}

/** @param {Answer} answer */
function draw(answer) {
  const { text, query, docs, posts } = answer;
  clear(
    docs.length ? count(docs.length, "post") : share.meta.n ? "No posts match." : "There are no posts yet.",
    docs.length > 0,
  );
  advice.append(...answer.hints.map((hint) => make("p", { dir: "auto" }, hint)));
  if (!docs.length) return;
  const plain = text.replace(/(^|\s)order:\S*/gi, "").trim();
  for (const order of ["relevance", "newest", "oldest"]) {
    const link = linkTo(
      order === "relevance" ? plain : `${plain} order:${order}`,
      order === "relevance" ? "by relevance" : `${order} first`,
    );
    if (order === query.order) link.ariaCurrent = "true";
    ways.append(make("li", {}, link));
  }
  const threads = /** @type {Record<string, Post[]>} */ ({});
  for (const post of posts) (threads[query.group === "none" ? post.url : post.thread] ??= []).push(post);
  results.append(...Object.values(threads).map((posts) => row(answer, posts.slice(0, BEST))));
}

/** A thread with its best posts.
 * @param {Answer} answer @param {Post[]} posts */
function row(answer, [post, ...others]) {
  const title = make("a", { href: address(post.url), class: "hit" }, ...marked(markAll(post.title, answer.matches)));
  const board =
    post.board && make("a", { href: address(post.thread.replace(/[^/]+\/$/, "")), dir: "auto" }, post.board);
  const notes = make(
    "p",
    { class: "notes", dir: "ltr" },
    `#${post.number} `,
    make("bdi", {}, post.author ?? ""),
    ...(board ? [" in ", board] : []),
  );
  const also = others.map((other) => {
    const link = make(
      "a",
      { href: address(other.url), class: "hit" },
      `#${other.number} `,
      make("bdi", {}, other.author ?? ""),
    );
    return make(
      "li",
      {},
      excerpt(answer, other),
      make("p", { class: "notes", dir: "ltr" }, link, " ", ...time(other.date)),
    );
  });
  return make(
    ...["li", { "data-thread": post.thread }],
    make("h2", { dir: "auto" }, title),
    ...time(post.date).map((day) => make("p", { class: "date" }, day)),
    ...[excerpt(answer, post), notes],
    ...(also.length ? [make("ol", { class: "also" }, ...also)] : []),
  );
}

/** @param {Answer} answer @param {Post} post */
function excerpt({ query, matches }, post) {
  const words = /"(word|phrase|prefix|fuzzy)","quoted"/.test(JSON.stringify(query.node)) ? post.quoted : post.text;
  const made = make("p", { class: "excerpt", dir: "auto" }, ...marked(findPassage(words, matches)));
  if (post.lang && post.lang !== document.documentElement.lang) made.lang = post.lang;
  return made;
}

/** @param {Answer} answer @param {Awaited<ReturnType<typeof countAll>>} counts */
function drawCounts(answer, { threads, years, authors, boards }) {
  const { text, query, docs } = answer;
  status.textContent = `${count(docs.length, "post")} in ${count(threads.length, "thread")}`;
  const kinds = /** @type {const} */ ([
    ["Year", years, "date:"],
    ["Author", authors, "author:"],
    ["Board", boards, "board:"],
  ]);
  facets.replaceChildren(make("summary", {}, "Narrow the search"));
  for (const [name, counted, field] of kinds) {
    const names = counted
      .slice(0, FACETS)
      .map(([value, n]) =>
        facet(text, field + (/\s|"/.test(value) ? `"${value.replaceAll('"', " ")}"` : value), value, n),
      );
    if (names.length) facets.append(make("section", {}, make("h2", {}, name), make("ul", {}, ...names)));
  }
  const groups = query.group === "none" ? Array.from(docs, (doc) => [doc]) : threads;
  let shown = results.children.length;
  [...results.children].forEach((row, i) => addCount(text, row, groups[i].length));
  more.hidden = shown >= groups.length;
  showMore = async () => {
    const [mine, next] = [turn, groups.slice(shown, shown + MORE)];
    const posts = await Promise.all(next.map((docs) => share.posts(docs.slice(0, BEST)))).catch(() => null);
    if (mine !== turn) return;
    if (!posts) return show(text); // a deploy has renumbered them
    const rows = posts.map((posts) => row(answer, posts));
    rows.forEach((row, i) => addCount(text, row, next[i].length));
    results.append(...rows);
    shown += rows.length;
    more.hidden = shown >= groups.length;
    rows[0].querySelector("a")?.focus();
  };
}

/** Says how many posts of a thread match, where not all of them are shown.
 * @param {string} text @param {Element} row @param {number} all */
function addCount(text, row, all) {
  if (all <= row.querySelectorAll(".hit").length) return;
  const slug = decodeURIComponent(/** @type {HTMLElement} */ (row).dataset.thread ?? "").slice(1, -1);
  row
    .querySelector(".notes")
    ?.append(" · ", linkTo(`${text} thread:${slug} group:none`, `${count(all, "post")} in this thread`));
}

/** @param {string} text @param {string} term @param {string} name @param {number} n */
function facet(text, term, name, n) {
  const [before, after, ...others] = ` ${text} `.split(` ${term} `);
  const isOn = after !== undefined && !others.length;
  const link = linkTo(isOn ? `${before} ${after}`.trim() : `${text} ${term}`, name);
  if (isOn) link.ariaCurrent = "true";
  return make("li", {}, link, " ", make("span", { class: "amount" }, n.toLocaleString("en")));
}

/** The words that a query looks for.
 * @param {any[]} node @returns {any[][]} */
const wordsOf = ([kind, ...rest]) =>
  kind === "word" ? [[kind, ...rest]] : kind === "and" || kind === "or" ? rest.flatMap(wordsOf) : [];

/** What else to ask where nothing was found: another spelling, a word less, or in quoted words.
 * @param {Answer} answer @param {() => boolean} isLate */
async function advise({ text, query: { node } }, isLate) {
  const found = async (/** @type {any[]} */ node) => (await evaluate(share, { node, order: "newest" })).docs.length;
  const replaced = (/** @type {string} */ word, /** @type {string} */ by, /** @type {string} */ text) => {
    const { start, end } = findTerms(text).find(({ start, end }) => text.slice(start, end) === word) ?? {
      start: 0,
      end: 0,
    };
    return `${text.slice(0, start)}${by}${text.slice(end)}`.trim();
  };
  const say = (/** @type {string} */ words, /** @type {string} */ query, /** @type {string} */ then = "") =>
    isLate() || advice.append(make("p", { dir: "ltr" }, words, linkTo(query, query), then));
  let meant = text;
  for (const [, field, word] of wordsOf(node)) {
    if (field === "name" || field === "quoted" || (await found(["word", field, word]))) continue;
    const better = await findMeant(share, word);
    meant = meant && better ? replaced(word, better, meant) : ""; // all that nobody has, or none
  }
  if (meant && meant !== text) say("Did you mean ", meant, "?");
  const parts = node[0] === "and" ? node.slice(1) : [node];
  for (const part of parts.filter(([kind, field]) => kind === "word" && !field)) {
    const others = parts.filter((other) => other !== part);
    const rest = others.some(([kind]) => kind !== "not") && (await found(["and", ...others]));
    if (rest) say(`${count(rest, "post")} without “${part[2]}”: `, replaced(part[2], "", text).replace(/\s+/g, " "));
    const quoted = await found(["and", ...others, ["word", "quoted", part[2]]]);
    if (quoted)
      say(
        `${count(quoted, "post")} with “${part[2]}” in words that are quoted: `,
        replaced(part[2], `quoted:${part[2]}`, text),
      );
  }
}

/** @param {string} text */
function go(text) {
  history.pushState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
  read();
}

function read() {
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  show(input.value.trim());
}

let pause = 0;
input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(() => {
    const text = input.value.trim();
    history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
    show(text);
  }, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  go(input.value.trim());
});
addEventListener("popstate", read);
more.addEventListener("click", () => showMore());
/** @param {MouseEvent} event */
const follow = (event) => {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link?.getAttribute("href")?.startsWith("?q=") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(new URLSearchParams(link.search).get("q") ?? "");
  input.focus();
};
part("main").addEventListener("click", follow);
part("main").addEventListener("keydown", (event) => {
  const stops = /** @type {HTMLElement[]} */ ([input, ...results.querySelectorAll(".hit")]);
  const at = stops.indexOf(/** @type {HTMLElement} */ (event.target));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (at >= 0 && step && stops[at + step]) {
    event.preventDefault();
    stops[at + step].focus();
  } else if (event.key === "Escape" && at >= 0) {
    input.focus();
    if (at === 0) go("");
  }
});
/** @type {HTMLDetailsElement} */ (facets).open = matchMedia("(min-width: 68rem)").matches;
read();
