// Clauses: the parts of a query by which posts are ranked that have some of them and lack others, as in
// archiver/search/query/clauses.py.
import { MOST_CLAUSES } from "./constants.js";
import { allParts, meantBy } from "./query.js";
import { UNSPACED, fold } from "./tokens.js";
import { _ } from "./translations.js";

/**
 * @typedef {import("./query.js").Node} Node
 * Words as typed, and how often; and the leaf or the alternatives that a post has to match.
 * @typedef {{typed: string, node: Node, times: number}} Clause
 */

/** The parts of a query that are highlighted: its leaves, but for those that are excluded.
 * @param {Node} node @returns {Node[]} */
export const leavesOf = (node) => scoredOf(node).flatMap((part) => (part[0] === "alternatives" ? leavesOf(part[1]) : [part]));

/** The parts of a query that each count for the score: alternatives, and other leaves, but for those that are excluded.
 * @param {Node} node @returns {Node[]} */
export const scoredOf = (node) => {
  const [kind, ...parts] = node;
  if (kind === "required" || kind === "signed") return scoredOf(parts[0]);
  return kind === "and" || kind === "or" ? parts.flatMap(scoredOf) : kind === "not" ? [] : [node];
};

/** The clauses of a query of alternatives; none for any other, since posts that match have all of its clauses.
 * @param {Node} node */
export const alternativesOf = (node) => {
  const clauses = meantBy(node)[0] === "or" ? clausesBelow(node) : [];
  return clauses[1] ? clauses : [];
};

/** @param {string} typed @param {Node[]} leaves the word as typed first @returns {Clause} */
const clauseOf = (typed, leaves) => ({ typed, node: leaves[1] ? ["alternatives", ["or", ...leaves]] : leaves[0], times: 1 });

/** @param {Node} node @returns {Clause[]} */
function clausesBelow(node) {
  const meant = node[0] === "alternatives" ? node : meantBy(node);
  const [kind, ...parts] = meant;
  if (kind === "or") return parts.flatMap(clausesBelow);
  if (kind === "and") return parts.map(leavesOf).flatMap((leaves) => (leaves[0] ? [clauseOf("", leaves)] : []));
  return kind === "not" ? [] : [clauseOf("", [meant])];
}

/** The query for posts that have some of the words of a query: they match `required`, and have any of the clauses. With
 * `phrases`, words in quotation marks may be missing, too.
 * @param {Node} node @param {boolean} [phrases] @returns {{required: Node | null, clauses: Clause[], hints: string[]}} */
export function loosen(node, phrases) {
  const parts = /** @type {Node[]} */ (node[0] === "and" ? node.slice(1) : [node]);
  const found = parts.map(softClauses);
  const clauses = found.flat();
  if (clauses[0]) {
    parts.forEach((part, i) => {
      if (isExclusion(part)) found[i] = softClauses(part[2]);
    });
  }
  const hints = parts.flatMap((part, i) => {
    const message = _('"-%(word)s" excludes posts; below are posts with the word, too', { word: found[i][0]?.typed });
    return isExclusion(part) && found[i][0] ? [message] : [];
  });
  parts.forEach((part, i) => {
    if (!phrases || part[0] !== "phrase" || part[1] || part[3]) return;
    found[i] = softClauses([...part, true]);
    hints.push(_('no post has "%(word)s" with the other words; the words were searched', { word: textOf(part) }));
  });
  const required = allParts(parts.filter((_, i) => !found[i][0])) || null;
  return { required, clauses: longest(found.flat()), hints };
}

/** @param {Node} node */
const isExclusion = (node) => node[0] === "signed" && node[1][0] === "not";

/** The clauses of a part of a query that a post may lack; none for other parts.
 * @param {Node} node @returns {Clause[]} */
function softClauses(node) {
  const [kind, field, value, isRun] = node;
  if (kind === "and") return node.slice(1).flatMap(softClauses);
  if (kind === "alternatives") {
    const parts = /** @type {Node[]} */ (node[1].slice(1));
    return parts.every(([, field]) => !field || Array.isArray(field)) ? clausesOfWord(parts) : [];
  }
  if (field) return [];
  if (kind === "word" || kind === "prefix" || kind === "fuzzy") return [clauseOf(textOf(node), [[kind, "any", value]])];
  if (kind !== "phrase" || !isRun) return [];
  return runsOf(value).flatMap(({ run, terms }) => terms.map((term) => clauseOf(run, [["word", "any", term]])));
}

/** The clauses of the alternatives of one word: each term of the word or one of its other forms.
 * @param {Node[]} parts @returns {Clause[]} */
function clausesOfWord(parts) {
  const isRun = (/** @type {Node} */ [kind, , , isRun]) => kind === "phrase" && isRun;
  const runs = parts.filter(isRun);
  const words = parts.filter((part) => !isRun(part) && part[0] !== "and");
  const others = words.map(([kind, , value]) => /** @type {Node} */ ([kind, "any", value]));
  if (parts[0][0] === "and")
    return softClauses(parts[0]).map(({ typed, node }) => clauseOf(typed, [...leavesOf(node), ...others]));
  if (runs[0] && !runs[1]) return runs[0][2].map((/** @type {string} */ term) => clauseOf(term, [["word", "any", term], ...others]));
  return [clauseOf(textOf(parts[0]), [...runs, ...others])];
}

/** The words that a leaf looks for in posts. @param {Node} leaf @returns {string} */
export function textOf([kind, field, value]) {
  if (field === "name") return "";
  const sign = { word: "", prefix: "*", fuzzy: "~" }[kind];
  return kind === "phrase" ? value.join(" ") : sign === undefined ? "" : value + sign;
}

/** Terms of a phrase, with the text that each was part of: pairs that overlap are of one run of characters.
 * @param {string[]} terms */
function runsOf(terms) {
  const runs = /** @type {{run: string, terms: string[]}[]} */ ([]);
  for (const term of terms) {
    const [first, ...others] = term;
    const last = runs.at(-1);
    if (last && others[0] && UNSPACED.test(first) && [...last.run].at(-1) === first) {
      last.run += others.join("");
      last.terms.push(term);
    } else runs.push({ run: term, terms: [term] });
  }
  return runs;
}

/** Equal clauses as one; of more than MOST_CLAUSES those with the longest words, in their order.
 * @param {Clause[]} clauses */
function longest(clauses) {
  const keys = clauses.map(({ node }) =>
    JSON.stringify(leavesOf(node).map(([kind, field, value]) => [kind, field, kind === "word" ? fold(value) : value])),
  );
  const different = clauses
    .map((clause, i) => ({ ...clause, times: keys.filter((key) => key === keys[i]).length }))
    .filter((_, i) => keys.indexOf(keys[i]) === i);
  const lengthOf = (/** @type {Clause} */ { node }) =>
    Math.max(...leavesOf(node).map(([kind, , value]) => (kind === "phrase" ? 0 : [...value].length)));
  const ranked = different.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST_CLAUSES);
  return different.filter((clause) => ranked.includes(clause));
}
