// Stems of words, as in archiver/search/analysis/stems.py.
import { loadScript } from "../scripts.js";
import { UNSPACED, casefold, fold } from "./tokens.js";

/** @typedef {(word: string) => string} Stem returns the stem of a word, not folded */

/** True for three or more letters and marks of the Basic Multilingual Plane, of a script that writes spaces between
 * words. @param {string} word */
export const isStemmed = (word) =>
  /^(?!.*[\u{10000}-\u{10ffff}])[\p{L}\p{M}]{3,}$/u.test((word = casefold(word))) && !UNSPACED.test(word);

/** The scripts of languages with another than the Latin one, by primary language subtag. @type {Record<string, string[]>} */
const SCRIPTS = {
  ar: ["Arab"],
  el: ["Grek"],
  fa: ["Arab"],
  hi: ["Deva"],
  hy: ["Armn"],
  ne: ["Deva"],
  ru: ["Cyrl"],
  sr: ["Cyrl", "Latn"],
  ta: ["Taml"],
  yi: ["Hebr"],
};

/** True for a word that is stemmed and has letters of the script of a language: its stemmer leaves all others as they are.
 * @param {string} word @param {string} lang primary language subtag */
export const isStemmedIn = (word, lang) =>
  isStemmed(word) && (SCRIPTS[lang] ?? ["Latn"]).some((script) => RegExp(`\\p{scx=${script}}`, "u").test(casefold(word)));

/** Loads a stemmer. @param {string} lang primary language subtag @param {string | URL} root the URL of the site
 * @returns {Promise<Stem>} */
export async function loadStemmer(lang, root) {
  const scripts = ["assets/search/stemmer.js", `assets/stemmers/${lang}.js`].map((path) => loadScript(new URL(path, root)));
  const [base, make] = await Promise.all(scripts);
  const stem = make(base);
  return (word) => (isStemmed(word) ? stem(casefold(word)) : word);
}
