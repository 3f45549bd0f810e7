// Stems: what the forms of a word have in common. What archiver/search/stems.py does, with the same algorithms.
import { casefold, isUnspaced } from "./tokens.js";

/** Whether a word is stemmed: three or more letters and marks of a script with spaces. @param {string} word */
export const isStemmed = (word) =>
  /^(?=[^]{3})[\p{L}\p{M}]+$/u.test((word = casefold(word))) && !/[\ud800-\udfff]/.test(word) && ![...word].some(isUnspaced);

/**
 * The stemmer of a language that the archive has: from a word to its stem, which is yet to be folded.
 * @param {string} lang primary subtag
 * @param {string} base where the site's assets are
 * @returns {Promise<(word: string) => string>}
 */
export async function loadStemmer(lang, base) {
  const { default: stem } = await import(`${base}stemmers/${lang}.js`);
  return (word) => (isStemmed(word) ? stem(casefold(word)) : word);
}
