// Parses a query to a tree, as archiver/search/query/parser.py does. tests/spec/query.md has cases for both.
import { DEEPEST_QUERY, LONGEST_QUERY, PARSER, TAKES } from "./constants.js";
import { LONGEST, partsOf } from "./identifiers.js";
import { findTerms, fold, identity, isUnspaced } from "./tokens.js";
import { _, number } from "./translations.js";

/** @typedef {[string, ...any[]]} Node */
/** @typedef {Node | null | undefined | void} Maybe */
/**
 * Makes a node of the text after a field's colon.
 * @typedef {(text: string, typed: {field: string, quoted: boolean, today: number, hint: (hint: string) => unknown}) => Maybe} Parse */

const OR = /(?:OR(?![^ "()|])|\|+) *(?=[^ )])/y;

/**
 * Parses a query. `newer:` and `older:` count back from `today`, in days since 1970-01-01.
 * @param {string} text
 * @param {number} today
 * @returns {{node: Node, order: string, group: string, hints: string[], readings: string[]}} `readings` are hints for a query that finds nothing.
 */
export function parseQuery(text, today) {
  const characters = [...text.slice(0, 2 * LONGEST_QUERY + 2)];
  const query = characters.slice(0, LONGEST_QUERY).join("").replace(/[“”„«»]/g, '"').replace(SPACES, " ");
  const hints = new Set(characters.length > LONGEST_QUERY ? [_("only the first %(number)s characters were read", { number: number(LONGEST_QUERY) })] : []);
  const shown = /** @type {Record<string, string>} */ ({ order: "relevance", group: "thread" });
  const readings = new Set();
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

  // Each of these functions parses one rule of the grammar. `field` is the field of words that have none of their own.
  /** @type {(field: string) => Maybe} */
  const parseAny = (field) => {
    const parts = [parseAll(field)];
    while (take(OR)) parts.push(parseAll(field));
    return either(parts);
  };
  /** @type {(field: string) => Maybe} */
  const parseAll = (field) => {
    const parts = /** @type {Maybe[]} */ ([]);
    const joined = new Set(); // the indexes of parts beside an AND
    while (!isAtEnd() && !(parts.length && peek(OR))) {
      if (parts.length && take(/AND(?![^ "()|]) *(?=[^ )|])/y)) joined.add(parts.length - 1).add(parts.length);
      else parts.push(parseUnit(field));
    }
    return allParts(parts.map((part, i) => (part && joined.has(i) ? ["required", part] : part)));
  };
  const isAtEnd = () => {
    while (take(/ */y) && query[at] === ")") {
      if (depth > 0 && depth <= DEEPEST_QUERY) return true;
      depth = Math.max(0, depth - 1);
      at += 1;
    }
    return at === query.length;
  };
  /** @type {(field: string) => Maybe} */
  const parseUnit = (field) => {
    const [typed, sign, word] = peek(/(-+|@|#(?!\d+(?![^ )|])))([\p{L}\p{N}][^ "()|:]*)(?![^ )|])/uy) ?? [];
    if (sign) {
      const meaning = { "-": "NOT ", "@": "author:", "#": "tag:" }[sign[0]] + word;
      readings.add(_('"%(word)s" was read as %(meaning)s; in quotation marks it is words', { word: typed, meaning }));
    }
    const excluded = take(/(?:-|NOT(?: +|(?=["(])))+(?=[^ )|])/y);
    const part = parseNamed(field);
    /** @type {Maybe} */
    const meant = part && excluded ? ["not", meantBy(part)] : part;
    const asTyped = sign && make(field, word, undefined, false);
    return meant && asTyped ? ["signed", meant, asTyped] : meant;
  };
  /** @type {(field: string) => Maybe} */
  const parseNamed = (field) => {
    const number = take(/#(\d+)(?![^ )|])/y)?.[1];
    if (number) return ["signed", ["or", ["value", "tag", number], ["phrase", "", [number]]], ["phrase", "", [number]]];
    const sign = take(/[@#](?=[^ @#()|])/y);
    if (sign) return parseValue(sign[0] === "@" ? "author" : "tag", true);
    const [start, name = "", next] = peek(/([\p{L}\p{Nl}\p{No}]{2,20}):(?!\/\/)(?=([^ :/\\|)])?)/uy) ?? [""];
    const end = at + start.length;
    const known = name.toLowerCase();
    if (known && TAKES[known]) {
      at = end;
      return parseValue(known, true);
    }
    const fields = Object.keys(TAKES).slice(1).join(":, ");
    if (next) hints.add(_('there is no "%(field)s:"; known are %(fields)s', { field: name, fields: `${fields}:` }));
    const words = parseValue(field, false);
    return next && at === end ? allParts([words, parseValue(field, false)]) : words;
  };
  /** @type {(field: string, named: boolean) => Maybe} */
  const parseValue = (field, named) => {
    if (take(/\(/y)) {
      if (++depth > DEEPEST_QUERY) return void hints.add(_("brackets in more than %(number)s others were ignored", { number: DEEPEST_QUERY }));
      const node = parseAny(field);
      take(/\)/y);
      depth -= 1;
      return node;
    }
    if (!named && take(/\|+/y)) return;
    const [word, phrase] = take(/"([^"]*)"?|[^ "()|]*/y) ?? [""];
    return make(field, word, phrase, named);
  };
  /** @type {(field: string, word: string, phrase: string | undefined, named: boolean) => Maybe} */
  const make = (field, word, phrase, named) => {
    const text = phrase ?? word;
    // A dash or a smiley between words is passed over.
    if (!named && !termsOf(text).length) return void (text && readings.add(_("signs alone are not searched")));
    const node = PARSERS[PARSER[field] ?? field](text, { field, quoted: phrase !== undefined, today, hint: (hint) => hints.add(hint) });
    const message = '"%(field)s:%(value)s" says nothing: %(field)s: takes %(values)s';
    if (!node) hints.add(_(message, { field, value: text, values: _(TAKES[field]) }));
    if (!node || !shown[field]) return node;
    shown[field] = node[2];
  };

  const node = parseAny("") || ["none"];
  return { node, order: shown.order, group: shown.group, hints: [...hints], readings: [...readings] };
}

const SPACES = /[^\S\ufeff]|[\x1c-\x1f\x85]/g; // as in Python

/** @type {(kind: string, parts: Maybe[]) => Node[]} */
const flatten = (kind, parts) => parts.flatMap((part) => (!part ? [] : part[0] === kind ? part.slice(1) : [part]));

/** @param {Maybe[]} parts @returns {Maybe} */
export function allParts(parts) {
  const flat = flatten("and", parts);
  const asked = flat.filter(([kind]) => kind !== "all");
  if (flat[0] && asked.every((part) => meantBy(part)[0] === "not")) asked.unshift(["all"]); // they exclude from all posts
  return asked[1] ? ["and", ...asked] : asked[0];
}

/** @param {Maybe[]} parts @returns {Maybe} */
function either(parts) {
  const flat = flatten("or", parts);
  return flat[1] ? ["or", ...flat] : flat[0];
}

/** The node that one of these kinds stands for. @param {Node} node @returns {Node} */
export const meantBy = (node) => (["required", "signed", "alternatives"].includes(node[0]) ? meantBy(node[1]) : node);

/** @param {string} text */
const termsOf = (text) => findTerms(text).filter((term) => term.text);

/** @type {Parse} */
const words = (text, { field, quoted, hint }) => {
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
      if (kind === "word") hint(_('"%(word)s" is too short: it takes two characters or more', { word: word + ending }));
      nodes.push([kind, field, kind === "word" ? word : term]);
    } else if (isUnspaced(word)) {
      run = null;
      nodes.push(["prefix", field, term]);
    } else if (run) {
      run[2].push(term);
      run[4] = end;
    } else {
      nodes.push((run = ["run", field, [term], start, end]));
    }
  }
  return allParts(
    nodes.map(([kind, , value, start, end]) => {
      if (kind !== "run") return [kind, field, value];
      if (quoted) return ["phrase", field, value];
      const forms = formsOf(text.slice(start, end), value, field);
      return forms[1] ? ["alternatives", ["or", ...forms]] : forms[0];
    }),
  );
};

/** What one word as typed, which may have several terms, is searched as.
 * @param {string} typed @param {string[]} terms @param {string} field @returns {Node[]} */
function formsOf(typed, terms, field) {
  /** @type {Node} */
  const whole = ["phrase", field, terms, true];
  if (!terms[1]) {
    const parts = partsOf(typed).map(([part]) => fold(part));
    return [["word", field, typed], ...(parts[1] ? [/** @type {Node} */ (["phrase", field, parts, true])] : [])];
  }
  const [first, ...rest] = terms;
  // A version number is found with and without its v, a name in code however its words are joined.
  if (/^v?\d+\.\d/i.test(typed)) return [whole, ["phrase", field, [first[0] === "v" ? first.slice(1) : `v${first}`, ...rest], true]];
  const joined = /^(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9]+([-_]+[A-Za-z0-9]+)+$/.test(typed) ? typed.replace(/[-_]/g, "") : "";
  return joined && joined.length <= LONGEST ? [whole, ["word", field, joined]] : [whole];
}

/** @param {string} address */
function slugOf(address) {
  let path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
  try {
    path = decodeURIComponent(path);
  } catch {} // not percent-encoded
  const segments = path.replace(/^\/+|\/+$/g, "").split("/").map(slugSegment);
  return segments.every(Boolean) && segments.join("/");
}

/** A segment of a slug, as archiver/urls.py makes it of a name. @param {string} name */
const slugSegment = (name) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_]+/gu, "-")
    .replace(/^[-_]+|[-_]+$/g, "")
    .replace(/^(con|prn|aux|nul|com\d|lpt\d)$/, "$1_"); // Windows has no such files

/** @param {string} address */
const threadOf = (address) => slugOf(address.replace(/#[^/#]*$/, "").replace(/\/page-\d+\/*$/, ""));

/** A parser of values that `find` makes of a text.
 * @type {(find: (text: string, field: string) => string | false | undefined) => Parse} */
const value = (find) => (text, { field }) => {
  const found = find(text, field);
  return found ? ["value", field, found] : null;
};

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

const name = value(identity);
/** @type {Record<string, Parse>} */
const PARSERS = {
  words,
  after: (text) => dates(period(text)?.[0]),
  author: (text, typed) => name(text, typed) && either([name(text, typed), words(text, { ...typed, field: "name" })]),
  before: (text) => dates(undefined, period(text)?.[0]),
  board: value(slugOf),
  choice: value((text, field) => TAKES[field].split(/, | or /).find((known) => known === text.toLowerCase())),
  date: range,
  newer: (text, { today }) => dates(ago(text, today)),
  older: (text, { today }) => dates(undefined, ago(text, today)),
  quotes: value((text) => {
    const [post] = /#[^/#]+$/.exec(text) ?? [];
    const thread = threadOf(text);
    return post && thread && thread + post;
  }),
  tag: name,
  thread: value(threadOf),
};
