// From text to the terms that are indexed and asked for, in every script: what archiver/search/tokens.py does.

/** @typedef {{ text: string, start: number, end: number }} Term */

// Scripts that are written without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han, Hangul. They are indexed in pairs.
const UNSPACED =
  "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e50-\\u0e59\\u0e80-\\u0eff\\u1000-\\u1049\\u1050-\\u109f\\u1780-\\u17d3\\u17dc-\\u17ff" +
  "\\u3005-\\u3007\\u302a-\\u302f\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\uff66-\\uff9f" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}" +
  "\\u1100-\\u11ff\\u3131-\\u318e\\ua960-\\ua97f\\uac00-\\ud7ff\\uffa0-\\uffdc";
// Soft hyphen, joiners, variation selectors: they stand in words, and say no more than how these look.
const UNSEEN = "\\xad\\u200c\\u200d\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}";
const LETTER = `(?![${UNSPACED}])[\\p{L}\\p{N}`;
const TOKEN = new RegExp(
  `(?:(?<![^\\s([{<"'\`“‘])\\.(?!\\p{N})(?=${LETTER}]))?${LETTER}](?:${LETTER}\\p{M}${UNSEEN}])*(?:[+#＋＃]+(?![\\p{L}\\p{N}_]))?` +
    `|[${UNSPACED}][${UNSPACED}${UNSEEN}]*`,
  "gu",
);
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
const CLUSTER = new RegExp(`.[\\u1160-\\u11ff\\ud7b0-\\ud7ff\\u3099\\u309a\\uff9e\\uff9f${UNSEEN}]*`, "gu");
const ALL_UNSEEN = new RegExp(`[${UNSEEN}]+`, "gu");
/** @type {Record<string, string>} */
const LETTERS = { ł: "l", ø: "o", đ: "d", ı: "i", æ: "ae", œ: "oe", ـ: "" };

/** The terms of a text, in order; in the index a run of pairs ends in its last character alone.
 * @param {string} text @param {boolean} forIndex @returns {Term[]} */
export function findTerms(text, forIndex = false) {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: word, index: start }) =>
    IS_UNSPACED.test(word) ? pairs(word, start, forIndex) : { text: fold(word), start, end: start + word.length },
  );
}

/** @param {string} run @param {number} at @param {boolean} forIndex @returns {Term[]} */
function pairs(run, at, forIndex) {
  const chars = [...run.matchAll(CLUSTER)].flatMap(({ 0: cluster, index }) =>
    [...compatible(cluster)].map((char) => ({ char, start: at + index, end: at + index + cluster.length })),
  );
  const last = chars.length - 1;
  return chars
    .slice(0, forIndex || !last ? undefined : last)
    .map(({ char, start }, i) => ({
      text: fold(char + (chars[i + 1]?.char ?? "")),
      start,
      end: chars[Math.min(i + 1, last)].end,
    }));
}

/** Whether a term is a single character of a script that is indexed in pairs. @param {string} term */
export const isUnspaced = (term) => [...term].length === 1 && IS_UNSPACED.test(term);

/** What a word is compared by: without case and, up to Arabic, without marks. @param {string} word */
export function fold(word) {
  return casefold(word)
    .normalize("NFD")
    .replace(/((?!\p{M})[\0-\u06ff])[\p{Mn}\p{Me}]+/gu, "$1")
    .normalize("NFC")
    .replace(/[łøđıæœـ]/g, (letter) => LETTERS[letter]);
}

/** A word without case and compatibility forms, but with its accents: full case folding. @param {string} word */
export function casefold(word) {
  return compatible(word).replace(/[^ı]+/g, (part) => part.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ"));
}

/** @param {string} text */
const compatible = (text) => text.replace(ALL_UNSEEN, "").normalize("NFKC");
