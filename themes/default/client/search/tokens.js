// Splits texts into the terms that are indexed and searched, as archiver/search/analysis/tokens.py does.

import { joinedWords, partsOf } from "./identifiers.js";

/** @typedef {{ text: string, start: number, end: number }} Term */

// Thai, Lao, Myanmar, Khmer, Kana, Han and Hangul: written without spaces, and indexed as pairs of characters.
export const UNSPACED =
  /[\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc-\u17ff\u3005-\u3007\u302a-\u302f\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]/u;
// Soft hyphen, joiners and variation selectors, which only change how a word looks.
const UNSEEN = /[\xad\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
// What is seen as one picture, as 👩‍🚀 and 🇫🇷.
const PICTURE =
  "[\u2318\u231a\u231b\u2325\u2328\u23cf\u23e9-\u23fa\u25b6\u25c0\u2600-\u2767\u2794-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u{1f004}\u{1f0cf}\u{1f170}-\u{1f189}\u{1f18e}\u{1f191}-\u{1f19a}\u{1f300}-\u{1f3fa}\u{1f400}-\u{1faff}][\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]*";
const [U, V] = [UNSPACED.source, UNSEEN.source];
const TOKEN = new RegExp(
  `((?<![^\\s\x1c-\x1f\x85([{<"'\`“‘])\\.(?!\\p{Nd}))?(?!${U})[\\p{L}\\p{N}]((?!${U})[\\p{L}\\p{N}\\p{M}]|${V})*(\\+\\+(?=\\p{Nd})|[+#＋＃]+(?![+#＋＃]|(?!${U})[\\p{L}\\p{N}_]))?|${U}(${U}|${V})*|${PICTURE}(\u200d${PICTURE})*|[\u{1f1e6}-\u{1f1ff}]{1,2}`,
  "gu",
);
const CLUSTER = new RegExp(`.([\\u1160-\\u11ff\\ud7b0-\\ud7ff\\u3099\\u309a\\uff9e\\uff9f]|${V})*`, "gu");
/** @type {Record<string, string>} */
const PLAIN = { ł: "l", ø: "o", đ: "d", ı: "i", æ: "ae", œ: "oe", ـ: "" };

/** The terms of a text. `forIndex` adds the last character of each run of pairs, and the parts of names in code.
 * @param {string} text @param {boolean} forIndex @returns {Term[]} */
export const findTerms = (text, forIndex = false) => {
  const joined = joinedWords(forIndex ? text : "");
  return [...text.matchAll(TOKEN)].flatMap(({ 0: word, index: start }) => {
    if (!UNSPACED.test(word)) {
      const parts = forIndex ? partsOf(word).map(([part, at]) => ({ text: part, start: start + at, end: start + at + part.length })) : [];
      const found = [{ text: word, start, end: start + word.length }, joined.get(start) ?? [], parts].flat(2);
      return found.map((term) => ({ ...term, text: fold(term.text) }));
    }
    const chars = (word.match(CLUSTER) ?? []).flatMap((cluster) => {
      const term = { start, end: (start += cluster.length) };
      return [...compatible(cluster)].map((text) => ({ text, ...term }));
    });
    return chars.flatMap(({ text, start, end }, i) => {
      const next = chars[i + 1];
      if (next) return { text: fold(text + next.text), start, end: next.end };
      return forIndex || !i ? { text: fold(text), start, end } : [];
    });
  });
};

/** True if a term is one character of a script that is indexed in pairs. @param {string} term */
export const isUnspaced = (term) => !([...term].length - 1) && UNSPACED.test(term);

/** The term of a word: without case and, in scripts up to Arabic, without marks. @param {string} word */
export const fold = (word) =>
  casefold(word)
    .replace(/[\u{1f3fb}-\u{1f3ff}]+/gu, "")
    .normalize("NFD")
    .replace(/((?!\p{M})[\0-\u06ff])[\p{Mn}\p{Me}]+/gu, "$1")
    .normalize("NFC")
    .replace(/[łøđıæœـ]/g, (letter) => PLAIN[letter]);

/** A word without case and compatibility forms. @param {string} word */
export const casefold = (word) => lower(compatible(word));

/** A text without case: Unicode's full case folding. @param {string} text */
const lower = (text) =>
  text
    .replace(/[^ı]+/g, (part) => part.toLowerCase().toUpperCase().toLowerCase())
    .replace(/[ςᏸ-ᏽꭰ-ꮿ]/g, (letter) => (letter === "ς" ? "σ" : letter.toUpperCase()));

/** @param {string} text */
const compatible = (text) => text.replace(UNSEEN, "").normalize("NFKC");

/** The form in which two spellings of an author or tag are equal, as in archiver/urls.py. @param {string} name */
export const identity = (name) => lower(name.normalize("NFKC")).split(/ +/).filter(Boolean).join(" ");
