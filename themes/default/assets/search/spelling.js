// Words that are nearly the same.
import { keyOf, termOf } from "./decode.js";
import { fold } from "./tokens.js";

/** Damerau's distance between words (a swap of neighbours is one step), in optimal string alignment.
 * @param {string} one @param {string} other */
export function distance(one, other) {
  const [a, b] = [[...one], [...other]];
  let [above, row] = [[0], b.map((_, j) => j)];
  row.push(b.length);
  a.forEach((char, i) => {
    const next = [i + 1];
    b.forEach((to, j) => {
      let steps = Math.min(row[j] + Number(char !== to), row[j + 1] + 1, next[j] + 1);
      if (i && j && char === b[j - 1] && a[i - 1] === to) steps = Math.min(steps, above[j - 1] + 1);
      next.push(steps);
    });
    [above, row] = [row, next];
  });
  return row[b.length];
}

export const begin = (/** @type {string} */ term) => [...term].slice(0, 2).join("");

/** True for a term that is so near to a misspelled one that it may have been meant.
 * @param {string} term @param {string} text */
export const isNear = (term, text) =>
  Math.abs(term.length - text.length) < 5 &&
  begin(term) === begin(text) &&
  distance(term, text) <= ([...text].length > 5 ? 2 : 1);

/** The word that may have been meant by one that no post has; undefined if there is none.
 * @param {import("./share.js").Share} share @param {string} word */
export async function findMeant(share, word) {
  const text = fold(word);
  const near = (await share.lists(keyOf("x", begin(text))))
    .filter(({ key }) => !key.includes("~"))
    .map(({ key, df }) => ({ term: termOf(key), df }))
    .filter(({ term }) => begin(term) === begin(text))
    .map(({ term, df }) => ({ term, df, steps: Math.abs(term.length - text.length) < 5 ? distance(term, text) : 9 }))
    .filter(({ steps }) => steps && steps < 3);
  return near.sort((a, b) => a.steps - b.steps || b.df - a.df)[0]?.term;
}
