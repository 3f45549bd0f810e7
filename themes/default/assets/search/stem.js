// What the forms of a word have in common, as archiver/search/stems.py finds it.
import { casefold, isUnspaced } from "./tokens.js";

/** Three or more letters and marks, of the basic plane, of a script with spaces. @param {string} word */
export const isStemmed = (word) =>
  /^[\p{L}\p{M}]{3,}$/u.test((word = casefold(word))) && ![...word].some((char) => char[1] || isUnspaced(char));

/**
 * From a word to its stem, which is yet to be folded.
 * @param {string} lang primary subtag
 * @param {string} base where the site's assets are
 * @returns {Promise<(word: string) => string>}
 */
export async function loadStemmer(lang, base) {
  const { default: stem } = await import(`${base}stemmers/${lang}.js`);
  return (word) => (isStemmed(word) ? stem(casefold(word)) : word);
}
