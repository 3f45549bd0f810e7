// Words that are spelled nearly the same, as in archiver/search/analysis/edit_distance.py.
import { FARTHEST, RATIO, SAME_BEGINNING, SHORT_WORD } from "./constants.js";
import { keyOf, termOf } from "./decode.js";
import { fold } from "./tokens.js";

/** Edit distance between words, where a swap of neighbours is one step: optimal string alignment.
 * @param {string} one @param {string} other */
export function distance(one, other) {
  const [a, b] = [[...one], [...other]];
  let above = [0];
  let row = [0, ...b].map((_, j) => j);
  a.forEach((char, i) => {
    const next = [i + 1];
    b.forEach((to, j) => {
      const swapped = char === b[j - 1] && a[i - 1] === to ? above[j - 1] + 1 : Infinity;
      next.push(Math.min(row[j] + Number(char !== to), row[j + 1] + 1, next[j] + 1, swapped));
    });
    [above, row] = [row, next];
  });
  return row[b.length];
}

/** @param {string} term */
export const begin = (term) => [...term].slice(0, SAME_BEGINNING).join("");

/** The distance to a term that begins alike; 9 for other terms.
 * @param {string} term @param {string} text */
const steps = (term, text) =>
  begin(term) === begin(text) && Math.abs(term.length - text.length) < 5 ? distance(term, text) : 9;

/** True if `text` may be a misspelling of a term, or a term of it.
 * @param {string} term @param {string} text */
export const isNear = (term, text) => steps(term, text) <= ([...text].length > SHORT_WORD ? FARTHEST : 1);

/** The nearest word of titles (for the field title) or of texts, the most frequent of those as near; undefined if there is
 * none. For a word that `count` posts have, a word that many more have.
 * @param {import("./browser_index.js").BrowserIndex} index @param {string} word @param {string} field @param {number} [count] */
export async function findMeant(index, word, field, count = 0) {
  const text = fold(word);
  const words = await index.words(keyOf(field === "title" ? "t" : "x", begin(text)));
  for (let far = 1; far <= FARTHEST; far++) {
    const near = words.filter((key) => steps(termOf(key), text) === far && (!count || isNear(termOf(key), text)));
    const lists = (await Promise.all(near.map((key) => index.lists(key, true)))).flat();
    const [best] = lists.filter(({ df }) => df >= RATIO * count).sort((a, b) => b.df - a.df);
    if (best) return termOf(best.key);
  }
}
