// The rows of the search page: each is a thread with its best posts, or one post.
import { pageAddress } from "../offline.js";
import { MOST_LISTED, SENTENCES } from "./constants.js";
import { form, linkTo, make, part, slugOf } from "./dom.js";
import { _, day, parts } from "./translations.js";

/**
 * @typedef {import("./answer.js").Hit} Hit
 * @typedef {import("./answer.js").Row} Row
 */

const [results, status] = ["results", "status"].map(part);

/** The direction and the language of our own words on the search page: they stay English without a translation. */
export const ours = { dir: status?.dir, lang: status?.lang };

/** @param {string} url @param {Record<string, string>} attributes @param {(string | Node)[]} children */
const linkOut = (url, attributes, ...children) =>
  make("a", { href: String(new URL(pageAddress(`..${url}`), form.action)), ...attributes }, ...children);
/** @param {import("./snippet.js").Parts} parts */
const marked = (parts) => parts.map(([words, isMarked]) => (isMarked ? make("mark", {}, words) : words));

/** @param {string | null} date */
function time(date) {
  if (!date) return [];
  return [make("time", { datetime: date, ...ours }, day(date))];
}

/** @param {Hit} hit */
const by = ({ number, author }) => [`#${number} `, make("bdi", {}, author ?? "")];

/** @param {string[]} words */
const list = (words) => make("bdi", {}, [...words.slice(0, MOST_LISTED), words[MOST_LISTED] && "…"].filter(Boolean).join(_(", ")));

/** The line below the excerpt of a post, which ends with whom the excerpt quotes, and what the post lacks.
 * @param {Hit} hit @param {(string | Node)[]} children */
function notes({ without, inThread, quotedAuthors }, ...children) {
  const add = (/** @type {string} */ message, /** @type {any} */ values) => children.push(" · ", ...parts(message, values));
  const lacking = without.filter((word) => !inThread.includes(word));
  if (quotedAuthors[0]) add(SENTENCES.quoting, { author: list(quotedAuthors) });
  if (lacking[0]) add(SENTENCES.missing, { words: list(lacking) });
  if (inThread[0]) add(SENTENCES.in_thread, { words: list(inThread) });
  return make("p", { class: "notes", ...ours }, ...children);
}

/** @param {Hit} hit */
function excerpt({ excerpt, lang }) {
  const made = make("p", { class: "excerpt", dir: "auto" }, ...marked(excerpt));
  if (lang && lang !== document.documentElement.lang) made.lang = lang;
  return made;
}

/** A row; where a server answers, with a link to threads like its thread.
 * @param {Row} row @param {import("./meta.js").Meta} meta */
function rowOf([hit, ...others], meta) {
  const { title, thread, board, date } = hit;
  const link = board && linkOut(thread.replace(/[^/]+\/$/, ""), { dir: "auto" }, board);
  const above = link ? [" ", ...parts("in %(board)s", { board: link })] : [];
  if (meta.server) above.push(" · ", linkTo(`like:${slugOf(thread)}`, _("more like this")));
  const also = others.map((other) => {
    const link = linkOut(other.url, { class: "hit" }, ...by(other));
    return make("li", {}, excerpt(other), notes(other, link, " ", ...time(other.date)));
  });
  return make(
    ...["li", { "data-thread": thread }],
    make("h2", { dir: "auto" }, linkOut(hit.url, { class: "hit" }, ...marked(title))),
    ...time(date).map((day) => make("p", { class: "date" }, day)),
    ...[excerpt(hit), notes(hit, ...by(hit), ...above)],
    ...(also[0] ? [make("ol", { class: "also" }, ...also)] : []),
  );
}

/** The rows that the page shows. */
export const shownRows = () => /** @type {HTMLElement[]} */ ([...results.querySelectorAll(":scope > [data-thread]")]);

/** Shows further rows. A line parts posts that match the query, of which there are `total`, from those that match in part.
 * @param {Row[]} rows @param {number} total @param {import("./meta.js").Meta} meta */
export function addRows(rows, total, meta) {
  for (const row of rows) {
    if (row[0].isPartial && total && !part("parts"))
      results.append(make("li", { id: "_parts" }, make("h2", { class: "section" }, _(SENTENCES.parts))));
    results.append(rowOf(row, meta));
  }
}

/** Adds a link to all matching posts of its thread to each row, from row `first` on, that does not show all of them.
 * @param {string} text the query @param {number[]} sizes @param {number} first */
export function addSizes(text, sizes, first) {
  shownRows().forEach((row, i) => {
    const thread = row.dataset.thread ?? "";
    const same = `[data-thread="${CSS.escape(thread)}"]`;
    const number = sizes[i] - results.querySelectorAll(`${same} .hit`).length;
    if (i < first || number <= 0 || results.querySelector(same) !== row) return;
    const query = `${text} thread:${slugOf(thread)} group:none`;
    row.querySelector(".notes")?.append(" · ", linkTo(query, _(SENTENCES.more_in_thread, { number })));
  });
}
