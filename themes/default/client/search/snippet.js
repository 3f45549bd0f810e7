// Snippets: the passage of a post that matches a query best, and the words to highlight, as in
// archiver/search/query/snippet.py.
import { LEAD, PASSAGE, WINDOW } from "./constants.js";
import { leavesOf } from "./clauses.js";
import { stemOf } from "./leaves.js";
import { isNear } from "./spelling.js";
import { isStemmed } from "./stem.js";
import { findTerms, fold } from "./tokens.js";

/**
 * How much each term of a text counts.
 * @typedef {(terms: import("./tokens.js").Term[], text: string) => number[]} Weigh
 * @typedef {{term: string, start: number, end: number, weight: number}} Mark
 * @typedef {[text: string, marked: boolean][]} Parts
 * Whose words successive parts of a text are, each up to the character `end`; null where nobody knows.
 * @typedef {[end: number, author: string | null][]} Authors
 */

/** A function that tells how much the terms of a text count that match a query: as much as the word of the query, or as
 * the rarest; 0 if they do not match. Of phrases, terms match that follow each other; in a text that matches in part, all.
 * @param {import("./query.js").Node} node @param {import("./stem.js").Stem | undefined} stem of the language of the text
 * @param {Map<string, number>} idfs of the words of the query that are highlighted @param {boolean} isPartial
 * @returns {Weigh} */
export function findWeights(node, stem, idfs, isPartial) {
  const cache = /** @type {Record<string, string>} */ (Object.create(null)); // stemming a word takes time
  const rootOf = (/** @type {string} */ word) => (cache[word] ??= stemOf(stem ?? String, word));
  const weights = new Map([...idfs].flatMap(([word, idf]) => [fold(word), rootOf(word)].map((form) => [form, idf + 1])));
  const most = Math.max(1, ...weights.values());

  /** @param {any[]} leaf @returns {(term: string, word: string) => unknown} */
  const matchesOf = ([kind, , value]) => {
    if (kind === "phrase") return (term) => isPartial && value.includes(term);
    if (kind === "prefix") return (term) => term.startsWith(value);
    if (kind === "fuzzy") return (term) => isNear(term, value);
    if (kind !== "word" || !idfs.has(value)) return () => false;
    const root = isStemmed(value) && rootOf(value);
    return (term, word) => term === fold(value) || (root && root === rootOf(word));
  };
  const sought = leavesOf(node).filter(([, field]) => field !== "name");
  const leaves = sought.map(matchesOf);
  return (terms, text) => {
    let last = { start: -1, end: 0 };
    const words = terms.filter((term) => term.start > last.start && term.end > last.end && (last = term));
    const inside = new Set(
      sought.flatMap(([kind, , value]) =>
        words.flatMap((word, at) => {
          const found = kind === "phrase" && word.text === value[0] ? words.slice(at, at + value.length) : [];
          return `${found.map(({ text }) => text)}` === `${value}` ? found : [];
        }),
      ),
    );
    return terms.map((found) => {
      const word = text.slice(found.start, found.end);
      return inside.has(found) || leaves.some((matches) => matches(found.text, word))
        ? (weights.get(found.text) ?? weights.get(rootOf(word)) ?? most)
        : 0;
    });
  };
}

/** @param {string} text @param {Weigh} weigh @returns {Mark[]} offsets in characters, not in code units */
function findMarks(text, weigh) {
  let [unit, char] = [0, 0];
  const place = (/** @type {number} */ to) => {
    if (to < unit) return char - [...text.slice(to, unit)].length; // pairs overlap
    char += [...text.slice(unit, to)].length;
    unit = to;
    return char;
  };
  const terms = findTerms(text, true);
  const weights = weigh(terms, text);
  return terms.flatMap(({ text: term, start, end }, i) =>
    weights[i] ? { term, weight: weights[i], start: place(start), end: place(end) } : [],
  );
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

/** The start of the first mark of the passage whose different terms count most.
 * @param {Mark[]} marks */
function findBest(marks) {
  let [best, most, first] = [0, 0, 0];
  const weights = new Map(marks.map(({ term, weight }) => [term, weight]));
  marks.forEach(({ end }, last) => {
    while (first < last && end - marks[first].start > PASSAGE - LEAD) first++;
    const terms = new Set(marks.slice(Math.max(first, last - WINDOW), last + 1).map(({ term }) => term));
    const weight = [...terms].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
    if (weight > most) [best, most] = [marks[first].start, weight];
  });
  return best;
}

/** A whole text in parts, its matching words marked.
 * @param {string} text @param {Weigh} weigh */
export const markAll = (text, weigh) => split([...text], findMarks(text, weigh), 0, Infinity);

/** The passage of a text with the most different matching words, rare ones before common ones, in parts; and whose words
 * match, if the text is quoted.
 * @param {string} text @param {Weigh} weigh @param {Authors} [authors]
 * @returns {{excerpt: Parts, quotedAuthors: string[]}} */
export function findPassage(text, weigh, authors = []) {
  const chars = [...text];
  const marks = findMarks(text, weigh);
  let start = chars.length > PASSAGE ? Math.max(0, findBest(marks) - LEAD) : 0;
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
