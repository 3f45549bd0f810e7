// From what people type to a tree, as archiver/search/query/parser.py does it. tests/spec/query.md holds the two together.
import { findTerms, identity, isUnspaced } from "./tokens.js";

/** @typedef {[string, ...any[]]} Node */
/** @typedef {Node | null | undefined | void} Maybe */
/** @typedef {(text: string, given: {quoted: boolean, today: number, hint: (hint: string) => unknown}) => Maybe} Make */

const LONGEST = 2000; // characters
const DEEPEST = 50; // brackets in brackets
const OR = /(?:OR(?![^ "()|])|\|+) *(?=[^ )])/y;

/**
 * Read a query. `newer:` and `older:` count back from `today`, in days since 1970-01-01.
 * @param {string} text
 * @param {number} today
 * @returns {{node: Node, order: string, group: string, hints: string[]}}
 */
export function parseQuery(text, today) {
  const characters = [...text.slice(0, 2 * LONGEST + 2)];
  const query = characters.slice(0, LONGEST).join("").replace(/[“”„«»]/g, '"').replace(SPACES, " ");
  const hints = new Set(characters.length > LONGEST ? ["only the first 2,000 characters were read"] : []);
  const shown = /** @type {Record<string, string>} */ ({ order: "relevance", group: "thread" });
  let at = 0;
  let depth = 0;

  /** @param {RegExp} rule */
  const peek = (rule) => {
    rule.lastIndex = at;
    return rule.exec(query);
  };
  /** @param {RegExp} rule */
  const take = (rule) => {
    const match = peek(rule);
    at += match?.[0].length ?? 0;
    return match;
  };

  // Each of these reads one rule of the grammar. Words without a field of their own are of `field`.
  /** @type {(field: string) => Maybe} */
  const readAny = (field) => {
    const parts = [readAll(field)];
    while (take(OR)) parts.push(readAll(field));
    return either(parts);
  };
  /** @type {(field: string) => Maybe} */
  const readAll = (field) => {
    const parts = [];
    while (!isAtEnd() && !(parts.length && peek(OR))) {
      if (!(parts.length && take(/AND(?![^ "()|]) *(?=[^ )|])/y))) parts.push(readUnit(field));
    }
    return every(parts);
  };
  const isAtEnd = () => {
    while (take(/ */y) && query[at] === ")") {
      if (depth > 0 && depth <= DEEPEST) return true;
      depth = Math.max(0, depth - 1);
      at += 1;
    }
    return at === query.length;
  };
  /** @type {(field: string) => Maybe} */
  const readUnit = (field) => {
    const excluded = take(/(?:-|NOT(?: +|(?=["(])))+(?=[^ )|])/y);
    const part = readNamed(field);
    return part && excluded ? ["not", part] : part;
  };
  /** @type {(field: string) => Maybe} */
  const readNamed = (field) => {
    const sign = take(/[@#](?=[^ @#()|])/y);
    if (sign) return readValue(sign[0] === "@" ? "author" : "tag", true);
    const [start, name = "", next] = peek(/([\p{L}\p{Nl}\p{No}]{2,20}):(?!\/\/)(?=([^ :/\\|)])?)/uy) ?? [""];
    const end = at + start.length;
    const known = name.toLowerCase();
    if (known && FIELDS[known]) {
      at = end;
      return readValue(known, true);
    }
    if (next) hints.add(`there is no "${name}:"; known are ${Object.keys(FIELDS).slice(1).join(":, ")}:`);
    const words = readValue(field, false);
    return next && at === end ? every([words, readValue(field, false)]) : words;
  };
  /** @type {(field: string, named: boolean) => Maybe} */
  const readValue = (field, named) => {
    if (take(/\(/y)) {
      if (++depth > DEEPEST) return void hints.add(`brackets in more than ${DEEPEST} others were ignored`);
      const node = readAny(field);
      take(/\)/y);
      depth -= 1;
      return node;
    }
    if (!named && take(/\|+/y)) return;
    const [word, phrase] = take(/"([^"]*)"?|[^ "()|]*/y) ?? [""];
    const text = phrase ?? word;
    if (!named && !termsOf(text).length) return; // a dash or a smiley between words
    const [takes, make] = FIELDS[field];
    const node = make(text, { quoted: phrase !== undefined, today, hint: (hint) => hints.add(hint) });
    if (!node) hints.add(`"${field}:${text}" says nothing: ${field}: takes ${takes}`);
    if (!node || !shown[field]) return node;
    shown[field] = node[2];
  };

  const node = readAny("") || ["none"];
  return { node, order: shown.order, group: shown.group, hints: [...hints] };
}

const SPACES = /[^\S\ufeff]|[\x1c-\x1f\x85]/g; // as in Python

/** @type {(kind: string, parts: Maybe[]) => Node[]} */
const flatten = (kind, parts) => parts.flatMap((part) => (!part ? [] : part[0] === kind ? part.slice(1) : [part]));

/** @param {Maybe[]} parts @returns {Maybe} */
function every(parts) {
  const flat = flatten("and", parts);
  const asked = flat.filter(([kind]) => kind !== "all");
  if (flat[0] && asked.every(([kind]) => kind === "not")) asked.unshift(["all"]); // excluded, but from what?
  return asked[1] ? ["and", ...asked] : asked[0];
}

/** @param {Maybe[]} parts @returns {Maybe} */
function either(parts) {
  const flat = flatten("or", parts);
  return flat[1] ? ["or", ...flat] : flat[0];
}

/** @param {string} text */
const termsOf = (text) => findTerms(text).filter((term) => term.text);

/** @param {string} field @returns {Make} */
const words = (field) => (text, { quoted, hint }) => {
  const [ending] = (!quoted && /(?:\*+|~+\d?)$/.exec(text)) || [""];
  const size = text.length - ending.length;
  /** @type {Node[]} */
  const nodes = [];
  /** @type {Node | null} */
  let run = null;
  for (const { text: term, start, end } of termsOf(text.slice(0, size))) {
    const word = text.slice(start, end);
    if (ending && end === size && !isUnspaced([...word].slice(-1)[0])) {
      const kind = [...term].length < 2 ? "word" : ending[0] === "*" ? "prefix" : "fuzzy";
      if (kind === "word") hint(`"${word}${ending}" is too short: it takes two characters or more`);
      nodes.push([kind, field, kind === "word" ? word : term]);
    } else if (isUnspaced(word)) {
      run = null;
      nodes.push(["prefix", field, term]);
    } else if (run) {
      run[2].push(term);
    } else {
      nodes.push((run = ["phrase", field, [term], word]));
    }
  }
  return every(
    nodes.map(([kind, , value, word]) => (word && !quoted && !value[1] ? ["word", field, word] : [kind, field, value])),
  );
};

/** @param {string} address */
function slugOf(address) {
  let path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
  try {
    path = decodeURIComponent(path);
  } catch {} // as it is
  const segments = path.replace(/^\/+|\/+$/g, "").split("/").map(slugSegment);
  return segments.every(Boolean) && segments.join("/");
}

/** Of a name that is not too long for a file. @param {string} name */
const slugSegment = (name) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_]+/gu, "-")
    .replace(/^[-_]+|[-_]+$/g, "")
    .replace(/^(con|prn|aux|nul|com\d|lpt\d)$/, "$1_"); // Windows has no such files

/** @param {string} address */
const threadOf = (address) => slugOf(address.replace(/#[^/#]*$/, "").replace(/\/page-\d+\/*$/, ""));

/** @type {(field: string, value: string | false | undefined) => Maybe} */
const value = (field, value) => value ? ["value", field, value] : null;

/** @type {(field: string, takes: string) => [string, Make]} */
const oneOf = (field, takes) => [
  takes,
  (text) => value(field, takes.split(/, | or /).find((known) => known === text.toLowerCase())),
];

/** @type {(start?: number, end?: number) => Maybe} */
const dates = (start, end) =>
  start === end || (start ?? -Infinity) >= (end ?? Infinity) ? null : ["dates", start ?? null, end ?? null];

/** @type {(year: number, month: number, day: number) => number} */
const dayOf = (year, month, day) => new Date(0).setUTCFullYear(year, month, day) / 864e5; // months from 0

/** @param {string} text */
function period(text) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text) ?? [];
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const start = dayOf(y, m, d);
  const date = new Date(start * 864e5);
  if (!y || date.getUTCMonth() !== m || date.getUTCDate() !== d) return;
  return [start, day ? start + 1 : month ? dayOf(y, m + 1, 1) : dayOf(y + 1, 0, 1)];
}

/** @param {string} text */
function range(text) {
  const [first, last = first] = text.split(/\.\.(.*)/);
  const [start, end] = [first, last].map((part) => (part ? period(part) : []));
  return start && end && dates(start[0], end[1]);
}

/** @param {string} text @param {number} today */
function ago(text, today) {
  const [, count, unit] = /^(\d{1,4})([dwmy])$/.exec(text.toLowerCase()) ?? [];
  if (unit === "d" || unit === "w") return today - Number(count) * (unit === "w" ? 7 : 1);
  const date = new Date(today * 864e5);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() - Number(count) * (unit === "y" ? 12 : 1);
  if (month >= 12) return Math.min(dayOf(0, month, date.getUTCDate()), dayOf(0, month + 1, 0));
}

const DATE = "2024, 2024-05 or 2024-05-01";
const AGE = "an age as 3d, 2w, 6m or 1y";
/** @type {Record<string, [string, Make]>} */
const FIELDS = {
  // @ts-expect-error  names of an object's own are no fields
  __proto__: null,
  "": ["words", words("")],
  after: [DATE, (text) => dates(period(text)?.[0])],
  author: ["a name", (text, given) => identity(text) ? either([value("author", identity(text)), words("name")(text, given)]) : null],
  before: [DATE, (text) => dates(undefined, period(text)?.[0])],
  board: ["a board as space/moon", (text) => value("board", slugOf(text))],
  date: [DATE.replace(" or", ",") + " or 2023..2024", range],
  group: oneOf("group", "thread or none"),
  has: oneOf("has", "quote, code or link"),
  is: oneOf("is", "first, reply or unanswered"),
  newer: [AGE, (text, { today }) => dates(ago(text, today))],
  older: [AGE, (text, { today }) => dates(undefined, ago(text, today))],
  order: oneOf("order", "relevance, newest or oldest"),
  quoted: ["words", words("quoted")],
  quotes: ["a post as space/lunar#p2", (text) => {
    const [post] = /#[^/#]+$/.exec(text) ?? [];
    const thread = threadOf(text);
    return value("quotes", post && thread && thread + post);
  }],
  tag: ["a tag", (text) => value("tag", identity(text))],
  text: ["words", words("text")],
  thread: ["a thread as space/lunar", (text) => value("thread", threadOf(text))],
  title: ["words", words("title")],
};
