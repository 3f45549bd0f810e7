// Synonyms: words of a query that find other words, too, as archiver/search/query/synonyms.py widens queries.
// search/engine.js loads this script if the site has synonyms.
import { allParts } from "./query.js";
import { findTerms, fold } from "./tokens.js";
import { _ } from "./translations.js";

/**
 * @typedef {import("./query.js").Node} Node
 * The term of each word of a phrase, and its stems with their languages; and the words of each synonym.
 * @typedef {{forms: string[][], others: string[][]}} Rule
 */

/** @param {string} text @returns {string[]} the words that are searched, as written */
const wordsOf = (text) => findTerms(text).filter((term) => term.text).map(({ start, end }) => text.slice(start, end));

/** What a part of a query looks for as typed, if that may have synonyms. @param {Node} node @returns {Node | undefined} */
const typedOf = (node) => {
  const leaf = node[0] === "alternatives" ? node[1][1] : node;
  return (leaf[0] === "word" || (leaf[0] === "phrase" && leaf[3])) && leaf[1] !== "name" ? leaf : undefined;
};

/** @param {Node} leaf @returns {string[]} */
const wordsIn = (leaf) => [leaf[2]].flat();

/** @param {string[]} one @param {string[]} other */
const meet = (one, other) => one.some((form) => other.includes(form));

/** A function that makes of a tree the one for posts that match it, or have synonyms of its words; it adds a hint for each
 * such word.
 * @param {Record<string, string[]>} synonyms @param {import("./evaluate.js").Evaluation} evaluation
 * @returns {Promise<(node: Node) => Promise<Node>>} */
export async function widener(synonyms, { hints, leaves }) {
  const formsOf = (/** @type {string} */ word) => leaves.forms(word);
  const rules = await Promise.all(
    Object.entries(synonyms).map(async ([phrase, others]) => ({
      forms: await Promise.all(wordsOf(phrase).map(formsOf)),
      others: others.map(wordsOf).filter(([first]) => first),
    })),
  );
  const longest = Math.max(...rules.map(({ forms }) => forms.length));

  /** @param {Node[]} run @returns {Promise<Node[]>} */
  const find = async (run) => {
    const typed = run.map(typedOf).filter((leaf) => leaf !== undefined);
    const [, field] = typed[0] ?? [];
    if (typed.length < run.length || typed.some(([, other]) => other !== field)) return [];
    const forms = await Promise.all(typed.flatMap(wordsIn).map(formsOf));
    const found = rules
      .filter((rule) => rule.forms.length === forms.length && rule.forms.every((form, i) => meet(form, forms[i])))
      .flatMap(({ others }) => others)
      .map((words) => (words[1] ? ["phrase", field, words.map(fold)] : ["word", field, words[0]]));
    return [...new Map(found.map((other) => [JSON.stringify(other), /** @type {Node} */ (other)])).values()];
  };

  /** @param {Node[]} parts @returns {Promise<Node[]>} */
  const widenAll = async (parts) => {
    const widened = /** @type {Node[]} */ ([]);
    let at = 0;
    while (at < parts.length) {
      let end = Math.min(parts.length, at + longest);
      let others = await find(parts.slice(at, end));
      while (!others[0] && end > at + 1) others = await find(parts.slice(at, --end));
      const run = parts.slice(at, end);
      if (others[0]) {
        const typed = run[1] ? [["and", ...run]] : run[0][0] === "alternatives" ? run[0][1].slice(1) : run;
        widened.push(["alternatives", ["or", ...typed, ...others]]);
        const textOf = (/** @type {Node} */ leaf) => wordsIn(leaf).join(" ");
        const word = run.map((part) => textOf(/** @type {Node} */ (typedOf(part)))).join(" ");
        hints.push(_('"%(word)s" finds %(others)s, too', { word, others: others.map(textOf).join(", ") }));
      } else widened.push(typedOf(run[0]) ? run[0] : await widenOne(run[0]));
      at = end;
    }
    return widened;
  };

  /** @param {Node} node @returns {Promise<Node>} */
  const widenOne = async (node) => {
    const [kind, ...parts] = node;
    if (kind === "and") return allParts(await widenAll(parts)) || node;
    if (kind !== "or" && kind !== "required") return typedOf(node) ? (await widenAll([node]))[0] : node;
    const widened = /** @type {Node[]} */ ([]);
    for (const part of parts) widened.push(await widenOne(part));
    return [kind, ...widened];
  };
  return widenOne;
}
