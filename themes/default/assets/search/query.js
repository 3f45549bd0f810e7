// From what people type to a tree, as archiver/search/grammar.py does it. Never an error: what cannot be meant is
// searched as words, with a hint. Every name is as it is there; tests/spec/query.md holds the two together.
import { casefold, findTerms, isUnspaced } from "./tokens.js";

/** @typedef {[string, ...any[]]} Node */
/** @typedef {Node | null | undefined} Maybe  nothing, if a value says nothing */
/** @typedef {{text: string, quoted: boolean, today: number, hint: (hint: string) => unknown}} Given */
/** @typedef {{node: Node, order: string, group: string, hints: string[]}} Query */

const LONGEST = 2000; // characters
const DEEPEST = 50; // brackets in brackets
const S = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // white space in Python
const WHOLE = `(?![^${S}"()|])`; // the end of a word

/** @param {string} source */
const rule = (source) => new RegExp(source, "uy");
const SPACES = rule(`[${S}]*`);
const OR = rule(`(?:OR${WHOLE}|\\|+)[${S}]*(?=[^${S})])`);
const AND = rule(`AND${WHOLE}[${S}]*(?=[^${S})|])`);
const NOT = rule(`(?:-|NOT(?:[${S}]+|(?=["(])))+(?=[^${S})|])`); // a run of them is one
const BARS = rule("\\|+");
const OPEN = rule("\\(");
const CLOSE = rule("\\)");
const PHRASE = rule('"([^"]*)"?');
const SIGN = rule(`[@#](?=[^${S}@#()|])`);
const NAME = rule(`([\\p{L}\\p{Nl}\\p{No}]{2,20}):(?!//)(?=([^${S}:/\\\\|)])?)`);
const BARE = rule(`[^${S}"()|]*`);

/**
 * Read a query. `newer:` and `older:` count back from `today`, in days since 1970-01-01.
 * @param {string} text
 * @param {number} today
 * @returns {Query}
 */
export function parseQuery(text, today) {
  const characters = [...text.slice(0, 2 * LONGEST + 2)];
  const query = characters.slice(0, LONGEST).join("").replace(/[“”„«»]/g, '"');
  const hints = new Set(characters.length > LONGEST ? ["only the first 2,000 characters were read"] : []);
  const shown = { order: "relevance", group: "thread" };
  let at = 0;
  let depth = 0;

  /** @param {RegExp} pattern */
  const peek = (pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(query);
  };
  /** @param {RegExp} pattern */
  const take = (pattern) => {
    const match = peek(pattern);
    at += match ? match[0].length : 0;
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
      if (!(parts.length && take(AND))) parts.push(readUnit(field));
    }
    return every(parts);
  };
  // At the end of the text or of a group. A bracket that closes none is passed over.
  const isAtEnd = () => {
    while (take(SPACES) && query[at] === ")") {
      if (depth > 0 && depth <= DEEPEST) return true;
      depth = Math.max(0, depth - 1);
      at += 1;
    }
    return at === query.length;
  };
  /** @type {(field: string) => Maybe} */
  const readUnit = (field) => {
    if (!take(NOT)) return readNamed(field);
    const part = readNamed(field);
    return part && ["not", part];
  };
  /** @type {(field: string) => Maybe} */
  const readNamed = (field) => {
    const sign = take(SIGN);
    if (sign) return readValue(sign[0] === "@" ? "author" : "tag", true);
    const name = peek(NAME);
    if (!name) return readValue(field, false);
    const end = at + name[0].length;
    const known = name[1].toLowerCase();
    if (known in FIELDS) {
      at = end;
      return readValue(known, true);
    }
    if (name[2]) hints.add(`there is no "${name[1]}:"; ${findKnown(known)}`);
    const words = readValue(field, false);
    return name[2] && at === end ? every([words, readValue(field, false)]) : words;
  };
  /** @type {(field: string, named: boolean) => Maybe} */
  const readValue = (field, named) => {
    if (take(OPEN)) return readGroup(field);
    const phrase = take(PHRASE);
    if (phrase) return make(field, phrase[1], true, named);
    if (!named && take(BARS)) return null;
    return make(field, take(BARE)?.[0] ?? "", false, named);
  };
  /** @type {(field: string) => Maybe} */
  const readGroup = (field) => {
    depth += 1;
    if (depth > DEEPEST) {
      hints.add(`brackets in more than ${DEEPEST} others were ignored`);
      return null;
    }
    const node = readAny(field);
    take(CLOSE);
    depth -= 1;
    return node;
  };
  /** @type {(field: string, text: string, quoted: boolean, named: boolean) => Maybe} */
  const make = (field, text, quoted, named) => {
    if (!named && !termsOf(text).length) return null; // a dash or a smiley between words
    const [takes, makeNode] = FIELDS[field];
    const node = makeNode({ text, quoted, today, hint: (hint) => hints.add(hint) });
    if (!node) hints.add(`"${field}:${text}" says nothing: ${field}: takes ${takes}`);
    if (node?.[0] !== "value" || !(field in shown)) return node;
    shown[/** @type {"order" | "group"} */ (field)] = node[2];
    return null;
  };

  const node = readAny("") ?? ["none"];
  return { node, ...shown, hints: [...hints] };
}

// What is excluded is excluded from something: else from all posts.
/** @type {(parts: Maybe[]) => Maybe} */
function every(parts) {
  const flat = flatten("and", parts);
  const asked = flat.filter((part) => part[0] !== "all");
  if (flat.length && asked.every((part) => part[0] === "not")) asked.unshift(["all"]);
  return asked.length > 1 ? ["and", ...asked] : asked[0];
}

/** @type {(parts: Maybe[]) => Maybe} */
function either(parts) {
  const flat = flatten("or", parts);
  return flat.length > 1 ? ["or", ...flat] : flat[0];
}

/** @type {(kind: string, parts: Maybe[]) => Node[]} */
const flatten = (kind, parts) =>
  parts.flatMap((part) => (!part ? [] : part[0] === kind ? part.slice(1) : [part]));

// The field that was meant, if this is one letter off, or the beginning of one.
/** @param {string} name */
function findKnown(name) {
  const typed = shorten(name);
  const names = Object.keys(FIELDS).filter(Boolean);
  const nearest = names.find((known) => known.startsWith(name) || shorten(known).some((word) => typed.includes(word)));
  return nearest ? `did you mean "${nearest}:"?` : `known are ${names.join(":, ")}:`;
}

/** @param {string} name */
const shorten = (name) => [name, ...[...name].map((_, i, all) => all.toSpliced(i, 1).join(""))];

/** @param {string} text */
const termsOf = (text) => findTerms(text).filter((term) => term.text);

/** @param {string} field @returns {(given: Given) => Maybe} */
const words = (field) => (given) => {
  const ending = given.quoted ? null : /(?:\*+|~+[0-9]?)$/.exec(given.text);
  const text = given.text.slice(0, ending?.index);
  const terms = termsOf(text);
  const last = terms.at(-1);
  if (!ending || last?.end !== text.length || isUnspaced([...text].at(-1) ?? "")) {
    return every(findRuns(field, text, terms, given.quoted));
  }
  const before = findRuns(field, text, terms.slice(0, -1), false);
  if ([...last.text].length > 1) return every([...before, [ending[0][0] === "*" ? "prefix" : "fuzzy", field, last.text]]);
  const word = text.slice(last.start);
  given.hint(`"${word}${ending[0]}" is too short: it takes two characters or more`);
  return every([...before, ["word", field, word]]);
};

// A lone character of a script that is indexed in pairs begins one, anywhere; the terms between are phrases.
/** @type {(field: string, text: string, terms: {text: string, start: number, end: number}[], quoted: boolean) => Node[]} */
function findRuns(field, text, terms, quoted) {
  /** @type {Node[]} */
  const nodes = [];
  for (let i = 0; i < terms.length; i++) {
    let end = i;
    while (end < terms.length && !isUnspaced(text.slice(terms[end].start, terms[end].end))) end += 1;
    const run = terms.slice(i, end);
    if (run.length > 1 || (run.length && quoted)) nodes.push(["phrase", field, run.map((term) => term.text)]);
    else if (run.length) nodes.push(["word", field, text.slice(run[0].start, run[0].end)]);
    if (end < terms.length) nodes.push(["prefix", field, terms[end].text]);
    i = end;
  }
  return nodes;
}

/** @param {string} name */
const identity = (name) =>
  casefold(name.normalize("NFKC")).split(RegExp(`[${S}]+`)).filter(Boolean).join(" "); // as urls.identity

// The slug of a path or of a URL's path, as a browser shows it or escaped.
/** @param {string} address */
function slugOf(address) {
  const path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "").replace(/(?:%[0-9a-f]{2})+/gi, unescape);
  const segments = path.replace(/^\/+|\/+$/g, "").split("/").map(slugSegment);
  return segments.every(Boolean) && segments.join("/");
}

/** @param {string} escapes */
function unescape(escapes) {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return escapes;
  }
}

/** @param {string} name */
function slugSegment(name) {
  const kept = name.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}\p{M}_]+/gu, "-").replace(/^[-_]+|[-_]+$/g, "");
  const cut = new TextDecoder().decode(new TextEncoder().encode(kept).subarray(0, 200), { stream: true });
  return /^(con|prn|aux|nul|com\d|lpt\d)$/.test(cut) ? `${cut}_` : cut; // devices of Windows
}

/** @type {(field: string, value: string | false | undefined) => Maybe} */
const value = (field, value) => (value ? ["value", field, value] : null);

/** @param {string} address */
const threadOf = (address) => slugOf(address.replace(/#[^/#]*$/, "").replace(/\/page-[0-9]+\/*$/, ""));

/** @param {Given} given */
function quotes({ text }) {
  const post = /#[^/#]+$/.exec(text);
  const thread = threadOf(text);
  return post && value("quotes", thread && thread + post[0]);
}

/** @param {Given} given */
function author(given) {
  const whole = value("author", identity(given.text));
  return whole && either([whole, words("name")(given)]);
}

// Days since 1970-01-01; months, from 0, and days may run over.
/** @type {(year: number, month: number, day: number) => number} */
const dayOf = (year, month, day) => new Date(0).setUTCFullYear(year, month, day) / 864e5;

// The first day of a year, month or day, and the day after its last one.
/** @param {string} text */
function period(text) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text) ?? [];
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const isDate = y > 0 && m >= 0 && m < 12 && d > 0 && d <= dayOf(y, m + 1, 1) - dayOf(y, m, 1);
  const end = day ? dayOf(y, m, d + 1) : month ? dayOf(y, m + 1, 1) : dayOf(y + 1, 0, 1);
  return isDate ? [dayOf(y, m, d), end] : null;
}

/** @param {Given} given @returns {Maybe} */
function range({ text }) {
  const [first, last] = text.includes("..") ? [text.slice(0, text.indexOf("..")), text.slice(text.indexOf("..") + 2)] : [text, text];
  const [start, end] = [first ? period(first) : [null], last ? period(last) : [null, null]];
  if (!start || !end || !(first || last)) return null;
  return start[0] !== null && end[1] !== null && start[0] >= end[1] ? null : ["dates", start[0], end[1]];
}

/** @param {Given} given */
function ago({ text, today }) {
  const [, digits, unit] = /^(\d{1,4})([dwmy])$/.exec(text.toLowerCase()) ?? [];
  if (unit === "d" || unit === "w") return today - Number(digits) * (unit === "w" ? 7 : 1);
  const date = new Date(today * 864e5);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() - Number(digits) * (unit === "y" ? 12 : 1);
  if (!(month >= 12)) return null; // no age, or before the first year
  return Math.min(dayOf(0, month, date.getUTCDate()), dayOf(0, month + 1, 0)); // a shorter month ends sooner
}

/** @type {(field: string, ...values: string[]) => [string, (given: Given) => Maybe]} */
const oneOf = (field, ...values) => [
  `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`,
  ({ text }) => value(field, values.find((known) => known === text.toLowerCase())),
];

/** @type {(start?: number | null, end?: number | null) => Maybe} */
const dates = (start, end) => (start == null && end == null ? null : ["dates", start ?? null, end ?? null]);
const DATE = "2024, 2024-05 or 2024-05-01";
const AGE = "an age as 3d, 2w, 6m or 1y";

// What each takes, in words, and what makes its node. The empty name is that of bare words.
/** @type {Record<string, [string, (given: Given) => Maybe]>} */
const FIELDS = {
  __proto__: /** @type {any} */ (null),
  "": ["words", words("")],
  after: [DATE, ({ text }) => dates(period(text)?.[0])],
  author: ["a name", author],
  before: [DATE, ({ text }) => dates(null, period(text)?.[0])],
  board: ["a board as space/moon", ({ text }) => value("board", slugOf(text))],
  date: ["2024, 2024-05, 2024-05-01 or 2023..2024", range],
  group: oneOf("group", "thread", "none"),
  has: oneOf("has", "quote", "code", "link"),
  is: oneOf("is", "first", "reply", "unanswered"),
  newer: [AGE, (given) => dates(ago(given))],
  older: [AGE, (given) => dates(null, ago(given))],
  order: oneOf("order", "relevance", "newest", "oldest"),
  quoted: ["words", words("quoted")],
  quotes: ["a post as space/lunar#p2", quotes],
  tag: ["a tag", ({ text }) => value("tag", identity(text))],
  text: ["words", words("text")],
  thread: ["a thread as space/lunar", ({ text }) => value("thread", threadOf(text))],
  title: ["words", words("title")],
};
