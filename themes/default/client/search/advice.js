// Other queries to try: search/engine.js loads this script for a query that finds few posts.
import { leavesOf } from "./clauses.js";
import { ADVICE_SENTENCES, MOST_LEAVES, MOST_PAIRS, RARE } from "./constants.js";
import { meantBy } from "./query.js";
import { findMeant } from "./spelling.js";
import { findTerms } from "./tokens.js";

/** @typedef {import("./query.js").Node} Node */

/** A query with its first term that is written as `word` replaced.
 * @param {string} text @param {string} word @param {string} by */
function replaceWord(text, word, by) {
  const { start, end } = findTerms(text).find(({ start, end }) => text.slice(start, end) === word) ?? { start: 0, end: 0 };
  return `${text.slice(0, start)}${by}${text.slice(end)}`.replace(/\s+/g, " ").trim();
}

/** Other queries for one that finds few posts, as archiver/search/query/suggest.py finds them; if it finds any, only the
 * spelling is corrected.
 * @param {import("./browser_index.js").BrowserIndex} index @param {string} text
 * @param {import("./answer.js").Evaluated} evaluated @returns {AsyncGenerator<import("./answer.js").Advice>} */
export async function* findAdvice(index, text, { typed: node, docs, count: countMatches }) {
  const count = (/** @type {Node} */ ...node) => countMatches(node);
  if (leavesOf(node)[MOST_LEAVES]) return; // it would take too long
  let meant = text;
  for (const [kind, field, word] of leavesOf(node)) {
    const found = kind !== "word" || field === "name" || field === "quoted" ? RARE : await count(kind, field, word);
    if (found >= RARE) continue;
    const better = await findMeant(index, word, field, found);
    if (better || !found) meant = meant && better ? replaceWord(meant, word, better) : ""; // all unknown words, or none
  }
  if (meant && meant !== text) yield { message: ADVICE_SENTENCES.spelling, query: meant };
  if (docs.length) return;
  const [first, ...inner] = meantBy(node);
  const parts = /** @type {Node[]} */ ((first === "and" ? inner : [node]).map(meantBy));
  const words = parts.filter(([kind, field]) => kind === "word" && !field);
  const without = async (/** @type {Node[]} */ ...left) => {
    const others = parts.filter((part) => !left.includes(part));
    const total = others.some(([kind]) => kind !== "not") && (await count("and", ...others));
    const query = left
      .reduce((text, [, , word]) => replaceWord(text, word, ""), text)
      .replace(/^(AND( |$))+|( AND)+$/g, "")
      .replace(/( AND)+(?= AND )/g, "");
    return total ? [{ message: ADVICE_SENTENCES.without, word: left.map(([, , word]) => word).join(", "), total, query }] : [];
  };
  let isOne = false;
  for (const part of words) {
    for (const advice of await without(part)) {
      isOne = true;
      yield advice;
    }
    const [, , word] = part;
    const total = await count("and", ...parts.filter((other) => other !== part), ["word", "quoted", word]);
    if (total) yield { message: ADVICE_SENTENCES.quoted, word, total, query: replaceWord(text, word, `quoted:${word}`) };
  }
  const pairs = isOne ? [] : words.flatMap((one, i) => words.slice(i + 1).map((other) => [one, other]));
  let told = 0;
  for (const pair of pairs) {
    if (told === MOST_PAIRS) return;
    for (const advice of await without(...pair)) {
      told++;
      yield advice;
    }
  }
}
