// What the forms of a word have in common, as archiver/search/analysis/stems.py finds it.
import { UNSPACED, casefold, fold } from "./tokens.js";

/** @typedef {(word: string) => string} Stem from a word to its stem, which is yet to be folded */

/** Three or more letters and marks, of the basic plane, of a script with spaces. @param {string} word */
export const isStemmed = (word) =>
  /^(?!.*[\u{10000}-\u{10ffff}])[\p{L}\p{M}]{3,}$/u.test((word = casefold(word))) && !UNSPACED.test(word);

/** @param {string} lang primary subtag @param {string | URL} base where the assets are @returns {Promise<Stem>} */
export async function loadStemmer(lang, base) {
  const { default: stem } = await import(`${base}stemmers/${lang}.js`);
  return (word) => (isStemmed(word) ? stem(casefold(word)) : word);
}
