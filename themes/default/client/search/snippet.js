// Snippets: the passage of a post that matches a query best, and the words to highlight, as in
// archiver/search/query/snippet.py.
import { LEAD, PASSAGE, WINDOW } from "./constants.js";
import { leavesOf } from "./clauses.js";
import { stemOf } from "./leaves.js";
import { isNear } from "./spelling.js";
import { findTerms, fold } from "./tokens.js";

/**
 * @typedef {(term: string, word: string) => boolean} Matches takes a folded term and the word as written
 * @typedef {(term: string, word: string) => number} Weigh how much a word counts that matches
 * @typedef {{term: string, start: number, end: number, word: string}} Mark
 * @typedef {[text: string, marked: boolean][]} Parts
 * Whose words successive parts of a text are, each up to the character `end`; null where nobody knows.
 * @typedef {[end: number, author: string | null][]} Authors
 */

/** A function that tells which words match a query.
 * @param {import("./query.js").Node} node @param {Map<string, import("./stem.js").Stem>} stems @returns {Matches} */
export function findMatches(node, stems) {
  const leaves = leavesOf(node).map((leaf) => matchesOf(leaf, stems));
  return (term, word) => leaves.some((matches) => matches(term, word));
}

/** @param {any[]} leaf @param {Map<string, import("./stem.js").Stem>} stems @returns {Matches} */
function matchesOf([kind, field, value], stems) {
  if (field === "name") return () => false;
  if (kind === "phrase") return (term) => value.includes(term);
  if (kind === "prefix") return (term) => term.startsWith(value);
  if (kind === "fuzzy") return (term) => isNear(term, value);
  if (kind !== "word") return () => false;
  const exact = fold(value);
  const roots = [...stems.values()].map((stem) => /** @type {const} */ ([stem, stemOf(stem, value)]));
  const cache = /** @type {Record<string, boolean>} */ (Object.create(null)); // stemming a word takes time
  return (term, word) => term === exact || (cache[word] ??= roots.some(([stem, root]) => root === stemOf(stem, word)));
}

/** @param {string} text @param {Matches} matches @returns {Mark[]} offsets in characters, not in code units */
function findMarks(text, matches) {
  let [unit, char] = [0, 0];
  const place = (/** @type {number} */ to) => {
    if (to < unit) return char - [...text.slice(to, unit)].length; // pairs overlap
    char += [...text.slice(unit, to)].length;
    unit = to;
    return char;
  };
  return findTerms(text, true)
    .filter(({ text: term, start, end }) => matches(term, text.slice(start, end)))
    .map(({ text: term, start, end }) => ({ term, word: text.slice(start, end), start: place(start), end: place(end) }));
}

/** The characters from `start` to `end` in parts, marked and not marked.
 * @param {string[]} chars @param {Mark[]} marks @param {number} start @param {number} end */
function split(chars, marks, start, end) {
  const parts = /** @type {Parts} */ ([]);
  let at = start;
  const add = (/** @type {number} */ to, /** @type {boolean} */ marked) => {
    const last = parts.at(-1);
    const text = chars.slice(at, to).join("");
    if (last?.[1] === marked) last[0] += text;
    else if (text) parts.push([text, marked]);
    at = Math.max(at, to);
  };
  for (const mark of marks) {
    add(mark.start, false);
    add(mark.end, true);
  }
  add(end, false);
  return parts;
}

/** A function that tells how much words count: as much as the word of the query, or as the rarest.
 * @param {Map<string, number>} idfs of the words of the query @param {Map<string, import("./stem.js").Stem>} stems
 * @returns {Weigh} */
export function findWeights(idfs, stems) {
  const keysOf = (/** @type {string} */ word) => [fold(word), ...[...stems.values()].map((stem) => stemOf(stem, word))];
  const weights = new Map([...idfs].flatMap(([word, idf]) => keysOf(word).map((key) => [key, idf + 1])));
  const most = Math.max(1, ...weights.values());
  return (term, word) => weights.get([term, ...keysOf(word)].find((key) => weights.has(key)) ?? "") ?? most;
}

/** The start of the first mark of the passage whose different terms count most.
 * @param {Mark[]} marks @param {Weigh} weigh */
function findBest(marks, weigh) {
  let [best, most, first] = [0, 0, 0];
  const weights = new Map(marks.map(({ term, word }) => [term, weigh(term, word)]));
  marks.forEach(({ end }, last) => {
    while (first < last && end - marks[first].start > PASSAGE - LEAD) first++;
    const terms = new Set(marks.slice(Math.max(first, last - WINDOW), last + 1).map(({ term }) => term));
    const weight = [...terms].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
    if (weight > most) [best, most] = [marks[first].start, weight];
  });
  return best;
}

/** A whole text in parts, its matching words marked.
 * @param {string} text @param {Matches} matches */
export const markAll = (text, matches) => split([...text], findMarks(text, matches), 0, Infinity);

/** The passage of a text with the most different matching words, rare ones before common ones, in parts; and whose words
 * match, if the text is quoted.
 * @param {string} text @param {Matches} matches @param {Weigh} [weigh] @param {Authors} [authors]
 * @returns {{excerpt: Parts, quotedAuthors: string[]}} */
export function findPassage(text, matches, weigh = () => 1, authors = []) {
  const chars = [...text];
  const marks = findMarks(text, matches);
  let start = chars.length > PASSAGE ? Math.max(0, findBest(marks, weigh) - LEAD) : 0;
  const space = chars.indexOf(" ", start);
  if (start && space >= 0 && space < start + LEAD) start = space + 1;
  let end = Math.min(chars.length, start + PASSAGE);
  if (end < chars.length && chars.slice(start, end).includes(" "))
    end = Math.max(chars.lastIndexOf(" ", end - 1), start + PASSAGE / 2);
  const inside = marks.filter((mark) => mark.start >= start && mark.end <= end);
  const excerpt = split(chars, inside, start, end);
  if (start) excerpt.unshift(["… ", false]);
  if (end < chars.length) excerpt.push([" …", false]);
  const names = inside.flatMap(({ start }) => authors.find(([end]) => end > start)?.[1] || []);
  return { excerpt, quotedAuthors: [...new Set(names)] };
}
