// The parts of names in code, as in archiver/search/analysis/identifiers.py.
const SHORTEST_PART = 3;
export const LONGEST = 64;
const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g;
const NAME =
  /^(?!.*[0-9][a-z])(?=.*[a-z])(?![A-Z]+s$).*[a-z0-9][A-Z]|^(?!.*[0-9][a-z])[A-Z]{2,}[a-z]{2}|^([A-Za-z][a-z]{2,}|[A-Z]{3,})[0-9]+$/;
const JOINED = /(?<![^\0-/:-@[-`{-\x7f])[A-Za-z0-9]+(_+[A-Za-z0-9]+)+(?![^\0-/:-@[-`{-\x7f]|[+#])/g;

/** The parts of a word in camel case, or the letters before a number, and where each is in the word.
 * @param {string} word @returns {[part: string, start: number][]} */
export const partsOf = (word) =>
  word.length > LONGEST || /[^A-Za-z0-9]/.test(word) || !NAME.test(word)
    ? []
    : [...word.matchAll(PART)].flatMap(({ 0: part, index }) => (part.length < SHORTEST_PART ? [] : [[part, index]]));

/** The names with underscores, without these, by where they start. @param {string} text */
export const joinedWords = (text) =>
  new Map(
    [...text.matchAll(JOINED)]
      .map(({ 0: name, index }) => ({ start: index, end: index + name.length, text: name.replace(/_/g, "") }))
      .filter(({ text }) => text.length <= LONGEST)
      .map((name) => [name.start, name]),
  );
